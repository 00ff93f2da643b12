import { answerProbe, klarnaDoor } from "../door"

export const GET = answerProbe

/** Klarna has decided about an order under review, it says. */
export const POST = klarnaDoor("fraud")
