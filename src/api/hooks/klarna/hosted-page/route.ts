import { answerProbe, klarnaDoor } from "../door"

export const GET = answerProbe

/** A hosted page has changed its status, says Klarna. */
export const POST = klarnaDoor("hosted-page")
