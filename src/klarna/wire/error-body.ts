import { z } from "zod"

const word = z.string().nullish().catch(null)

/** The body of an error: every field may be missing, and some pages show the singular `error_message`. */
export const ErrorBodySchema = z.looseObject({
  correlation_id: word,
  error_code: word,
  error_messages: z.array(z.string()).nullish().catch(null),
  error_message: word,
})

/** What an error body says, whatever its shape. */
export type ErrorBody = {
  correlationId: string | null
  errorCode: string | null
  messages: string[]
}

/**
 * Reads an error body; anything that is no such body says nothing.
 *
 * @example
 * parseErrorBody({ error_code: "BAD_VALUE", error_messages: ["Bad value: locale"] }).errorCode // "BAD_VALUE"
 */
export function parseErrorBody(body: unknown): ErrorBody {
  const parsed = ErrorBodySchema.safeParse(body)
  if (!parsed.success) return { correlationId: null, errorCode: null, messages: [] }
  const { correlation_id, error_code, error_messages, error_message } = parsed.data
  return {
    correlationId: correlation_id ?? null,
    errorCode: error_code ?? null,
    messages: error_messages ?? (error_message ? [error_message] : []),
  }
}
