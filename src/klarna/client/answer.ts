import type { z } from "zod"
import { KlarnaAnswerError, KlarnaRequestError } from "../errors"
import type { KlarnaAnswer } from "./http"

/**
 * Checks a body before it is sent, so that a mistake of ours is named instead of travelling.
 *
 * @throws KlarnaRequestError naming the fields
 */
export function checkBody<S extends z.ZodType>(
  schema: S,
  body: z.input<S>,
  operation: string
): z.input<S> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return body
  throw new KlarnaRequestError({
    operation,
    host: "not sent",
    status: null,
    errorCode: "INVALID_BODY",
    messages: parsed.error.issues
      .slice(0, 20)
      .map((issue) => `Bad value: ${pathOf(issue.path)} (${issue.code})`),
    correlationId: null,
    outcome: "refused",
  })
}

function pathOf(path: readonly PropertyKey[]): string {
  return (
    path
      .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
      .join("")
      .replace(/^\./, "") || "body"
  )
}

/**
 * Reads the body of a success.
 *
 * @throws KlarnaAnswerError where it lacks what was promised
 */
export function readAnswer<S extends z.ZodType>(schema: S, answer: KlarnaAnswer): z.output<S> {
  const parsed = schema.safeParse(answer.body)
  if (parsed.success) return parsed.data
  throw unreadable(
    answer,
    parsed.error.issues
      .slice(0, 5)
      .map((issue) => pathOf(issue.path))
      .join(", ")
  )
}

/**
 * Reads the id of what was made: from its own header, else from the end of `Location`.
 *
 * @throws KlarnaAnswerError where neither is there: something was made, and its id must be looked up
 */
export function readCreatedId(answer: KlarnaAnswer, header: "capture-id" | "refund-id"): string {
  const id = answer.header(header) ?? lastSegment(answer.header("location"))
  if (!id) throw unreadable(answer, header)
  return id
}

function lastSegment(location: string | undefined): string | undefined {
  const path = location?.split(/[?#]/)[0]?.replace(/\/+$/, "")
  const last = path?.split("/").pop()
  return last && /^[\w-]+$/.test(last) && !/^(captures|refunds)$/.test(last) ? last : undefined
}

function unreadable(answer: KlarnaAnswer, missing: string): KlarnaAnswerError {
  return new KlarnaAnswerError({
    operation: answer.operation,
    host: answer.host,
    status: answer.status,
    errorCode: null,
    messages: [`The answer lacks: ${missing}`],
    correlationId: answer.correlationId,
    outcome: answer.changes ? "unknown" : "refused",
  })
}
