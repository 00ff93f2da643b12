import {
  KlarnaAnswerError,
  KlarnaAuthError,
  KlarnaConflictError,
  KlarnaNotFoundError,
  KlarnaRateLimitError,
  KlarnaRequestError,
  KlarnaTimeoutError,
  KlarnaUnavailableError,
  type KlarnaError,
  type KlarnaErrorDetails,
  type KlarnaOutcome,
} from "../errors"
import { parseErrorBody } from "../wire/error-body"
import { redact } from "./redact"
import type { AttemptEnd } from "./retry-policy"

/** The call that failed, and the texts that must not come out of it. */
export type CallFacts = { operation: string; host: string; secrets: readonly string[] }

/** An error answer of Klarna's. */
export type ErrorAnswer = {
  status: number
  body: unknown
  correlationId: string | null
  retryAfterMs: number | null
}

/** An attempt that failed: what it means for repeating, and the error if it is the last. */
export type Failure = {
  end: AttemptEnd
  retryAfterMs: number | null
  error: (outcome?: KlarnaOutcome) => KlarnaError
}

/** Codes with which a connection fails before anything was sent. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_INVALID_URL",
  "EPROTO",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
])

/** Reads an answer that is no success. */
export function failureOf(answer: ErrorAnswer, facts: CallFacts): Failure {
  const said = parseErrorBody(answer.body)
  const end = endOf(answer.status)
  const details = (outcome: KlarnaOutcome): KlarnaErrorDetails => ({
    operation: facts.operation,
    host: facts.host,
    status: answer.status,
    errorCode: said.errorCode === null ? null : redact(said.errorCode, facts.secrets),
    messages: said.messages.map((message) => redact(message, facts.secrets)),
    correlationId: said.correlationId ?? answer.correlationId,
    outcome,
  })
  return {
    end,
    retryAfterMs: answer.retryAfterMs,
    error: (outcome = end === "unknown" ? "unknown" : "refused") =>
      errorFor(answer.status, details(outcome), answer.retryAfterMs),
  }
}

function endOf(status: number): AttemptEnd {
  if (status === 429) return "unprocessed"
  return status >= 500 || status === 408 ? "unknown" : "definite"
}

function errorFor(
  status: number,
  details: KlarnaErrorDetails,
  retryAfter: number | null
): KlarnaError {
  if (status >= 500) return new KlarnaUnavailableError(details)
  switch (status) {
    case 401:
      return new KlarnaAuthError(details)
    case 404:
      return new KlarnaNotFoundError(details)
    case 408:
      return new KlarnaTimeoutError(details)
    case 409:
      return new KlarnaConflictError(details)
    case 429:
      return new KlarnaRateLimitError(details, retryAfter)
    default:
      return status < 400 ? new KlarnaAnswerError(details) : new KlarnaRequestError(details)
  }
}

/** Reads an attempt to which no answer came. */
export function failureWithoutAnswer(code: string, timedOut: boolean, facts: CallFacts): Failure {
  const end: AttemptEnd = !timedOut && NOT_CONNECTED.has(code) ? "unprocessed" : "unknown"
  return {
    end,
    retryAfterMs: null,
    error: (outcome = end === "unknown" ? "unknown" : "refused") => {
      const details: KlarnaErrorDetails = {
        operation: facts.operation,
        host: facts.host,
        status: null,
        errorCode: null,
        messages: [],
        correlationId: null,
        outcome,
        // The library's own error carries the request with its secrets, so only its code is kept.
        cause: new Error(code),
      }
      return timedOut ? new KlarnaTimeoutError(details) : new KlarnaUnavailableError(details)
    },
  }
}

/** A call that was not made, since Klarna did not answer the ones before. */
export function withoutCall(operation: string, host: string): KlarnaError {
  return new KlarnaUnavailableError({
    operation,
    host,
    status: null,
    errorCode: null,
    messages: [],
    correlationId: null,
    outcome: "refused",
  })
}
