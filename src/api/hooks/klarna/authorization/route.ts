import { answerProbe, klarnaDoor } from "../door"

export const GET = answerProbe

/** The shopper has approved a payment, says Klarna. */
export const POST = klarnaDoor("authorization")
