/**
 * What is known about a call that failed. `refused`: Klarna did not do it. `unknown`: Klarna may have done it, so read before
 * trying again.
 */
export type KlarnaOutcome = "refused" | "unknown"

/** The facts of a failed call. Holds no secret, no address and no token. */
export type KlarnaErrorDetails = {
  /** Name of the call, such as `capture`. */
  operation: string
  /** Host that was called, such as `api.playground.klarna.com`. */
  host: string
  /** HTTP status, or null where no answer arrived. */
  status: number | null
  /** Klarna's own code, such as `CAPTURE_NOT_ALLOWED`. */
  errorCode: string | null
  /** Klarna's own words, with what identifies a person masked. */
  messages: string[]
  /** Names the call in Klarna's logs; their support asks for it. */
  correlationId: string | null
  outcome: KlarnaOutcome
  /** What to tell a merchant or shopper, where the class's own sentence is not enough. */
  publicMessage?: string
  cause?: unknown
}

/**
 * Root of everything that goes wrong when talking to Klarna. `message` is for logs, `publicMessage` may be shown.
 *
 * @example
 * try { await orderManagement.capture(id, body, key) } catch (error) {
 *   if (error instanceof KlarnaError && error.outcome === "unknown") return readOrderFirst()
 *   throw error
 * }
 */
export abstract class KlarnaError extends Error {
  readonly operation: string
  readonly host: string
  readonly status: number | null
  readonly errorCode: string | null
  readonly messages: string[]
  readonly correlationId: string | null
  readonly outcome: KlarnaOutcome
  readonly publicMessage: string
  /** Whether the same call can succeed later with nothing changed. */
  abstract readonly retriable: boolean

  constructor(details: KlarnaErrorDetails, sentence: string) {
    super(describe(details, sentence))
    this.name = new.target.name
    if (details.cause !== undefined) {
      Object.defineProperty(this, "cause", {
        value: details.cause,
        configurable: true,
        writable: true,
      })
    }
    this.operation = details.operation
    this.host = details.host
    this.status = details.status
    this.errorCode = details.errorCode
    this.messages = details.messages
    this.correlationId = details.correlationId
    this.outcome = details.outcome
    this.publicMessage = details.publicMessage ?? sentence
  }
}

/** Klarna refused what was asked: a wrong field, a state that does not allow it, a declined customer (400, 403, 413, 422, ...). */
export class KlarnaRequestError extends KlarnaError {
  readonly retriable: boolean = false

  constructor(details: KlarnaErrorDetails) {
    super(details, refusal(details))
  }
}

/** 409: the data differs from what was approved, or somebody else changed the order at the same time. */
export class KlarnaConflictError extends KlarnaRequestError {}

/** 401: wrong key, wrong API region or wrong environment. Klarna answers the same to all three, often as HTML. */
export class KlarnaAuthError extends KlarnaError {
  readonly retriable = false

  constructor(details: KlarnaErrorDetails) {
    super(
      details,
      `Klarna (${details.host}) did not accept the credentials: the key is wrong, or it belongs to another region (eu, na, oc) or to another environment (playground, production).`
    )
  }
}

/** 404: no such session, authorization, order, capture or refund; expired, completed, or of another region or environment. */
export class KlarnaNotFoundError extends KlarnaError {
  readonly retriable = false

  constructor(details: KlarnaErrorDetails) {
    super(details, "Klarna does not know this session, authorization or order (any more).")
  }
}

/** 429: more calls than the account may make. */
export class KlarnaRateLimitError extends KlarnaError {
  readonly retriable = true
  /** Milliseconds after which Klarna takes calls again, where it said so. */
  readonly retryAfterMs: number | null

  constructor(details: KlarnaErrorDetails, retryAfterMs: number | null) {
    super(details, "Klarna is receiving too many requests right now. Please try again in a moment.")
    this.retryAfterMs = retryAfterMs
  }
}

/** Klarna answered 5xx, or the network failed. */
export class KlarnaUnavailableError extends KlarnaError {
  readonly retriable = true

  constructor(details: KlarnaErrorDetails) {
    super(details, "Klarna can't be reached right now. Please try again in a moment.")
  }
}

/** No answer in time. */
export class KlarnaTimeoutError extends KlarnaError {
  readonly retriable = true

  constructor(details: KlarnaErrorDetails) {
    super(details, "Klarna did not answer in time. Please try again in a moment.")
  }
}

/** An answer that can't be read: success without the promised data, or a redirect. */
export class KlarnaAnswerError extends KlarnaError {
  readonly retriable = false

  constructor(details: KlarnaErrorDetails) {
    super(details, "Klarna gave an answer that could not be read.")
  }
}

function describe(details: KlarnaErrorDetails, sentence: string): string {
  const words = details.messages.length ? `: ${details.messages.join("; ")}` : ""
  const facts = [
    details.status === null ? undefined : String(details.status),
    details.errorCode ?? undefined,
    details.correlationId ? `correlation id ${details.correlationId}` : undefined,
  ].filter((fact) => fact !== undefined)
  return `Klarna ${details.operation}: ${sentence}${facts.length ? ` (${facts.join(", ")})` : ""}${words}`
}

/** Klarna's field names are safe to show, its free text need not be. */
function refusal(details: KlarnaErrorDetails): string {
  if (details.errorCode === "REJECTED") return "Klarna declined the payment."
  if (details.status === 413) return "The request is too large for Klarna."
  const fields = fieldsNamedIn(details.messages)
  const about = fields.length ? ` Field: ${fields.join(", ")}.` : ""
  const code = details.errorCode ? ` (${details.errorCode})` : ""
  return `Klarna did not accept the request${code}.${about}`
}

const FIELD =
  /\b(?:order_lines(?:\[\d+\])?|order_amount|order_tax_amount|purchase_country|purchase_currency|locale|billing_address|shipping_address|customer|merchant_urls|merchant_reference[12]|merchant_data|captured_amount|refunded_amount|shipping_info(?:\[\d+\])?|intent|options|attachment|description|reference|status)(?:\.[a-z_0-9]+(?:\[\d+\])?)*/g

/**
 * Names of Klarna's fields in its error messages, such as `order_lines[2].total_tax_amount`.
 *
 * @example
 * fieldsNamedIn(["Not matching fields: [billing_address.postal_code]"]) // ["billing_address.postal_code"]
 */
export function fieldsNamedIn(messages: readonly string[]): string[] {
  return [...new Set(messages.flatMap((message) => message.match(FIELD) ?? []))]
}
