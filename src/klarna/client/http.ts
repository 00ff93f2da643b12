import axios, { isAxiosError, type AxiosInstance } from "axios"
import { Agent as HttpAgent } from "node:http"
import { Agent as HttpsAgent } from "node:https"
import { circuitOf, type Circuit } from "./circuit"
import {
  failureOf,
  failureWithoutAnswer,
  withoutCall,
  type CallFacts,
  type Failure,
} from "./failure"
import { personalTexts } from "./redact"
import { mayRepeat, retryAfterMs, waitBefore, type RetryRule } from "./retry-policy"

/** One line of the log for one attempt. Ids only: no body, no token, no person. */
export type KlarnaLogEntry = {
  operation: string
  /** Ids that name the thing, such as `order_id`. */
  ids: Record<string, string>
  attempt: number
  /** HTTP status, or null where no answer came. */
  status: number | null
  /** Network error code, where no answer came. */
  code: string | null
  errorCode: string | null
  ms: number
  correlationId: string | null
  /** Milliseconds until the next attempt; null where this was the last. */
  retryInMs: number | null
}

/** How to reach Klarna. */
export type KlarnaHttpOptions = {
  baseUrl: string
  /** Value of the Authorization header. */
  authorization: string
  userAgent: string
  /** Time for one attempt, default 10 s. */
  timeoutMs?: number | undefined
  /** Attempts in all, default 3. */
  maxAttempts?: number | undefined
  log?: ((entry: KlarnaLogEntry) => void) | undefined
  /** Default: the one of the host. */
  circuit?: Circuit | undefined
  sleep?: ((ms: number) => Promise<void>) | undefined
  random?: (() => number) | undefined
}

/** One call. */
export type KlarnaRequest = {
  /** Name of the call, for errors and logs. */
  operation: string
  method: "GET" | "POST" | "PATCH" | "DELETE"
  /** Path below the base URL. May hold an authorization token, so it is never logged. */
  path: string
  body?: unknown
  idempotencyKey?: string | undefined
  retry: RetryRule
  /** Ids to log. */
  ids?: Record<string, string> | undefined
  /** Texts of the path that must not be seen in errors. */
  secrets?: readonly string[] | undefined
}

/** A success. */
export type KlarnaAnswer = {
  operation: string
  host: string
  status: number
  /** Parsed JSON, or undefined where there is none. */
  body: unknown
  header: (name: string) => string | undefined
  correlationId: string | null
  /** Whether the call could change something: an answer that can't be read leaves its outcome unknown then. */
  changes: boolean
}

/** Talks HTTP with Klarna. */
export type KlarnaHttp = { request(request: KlarnaRequest): Promise<KlarnaAnswer> }

/** Time for a call with all its attempts and waits. A checkout can't wait longer, and most proxies hang up at 30 s. */
const BUDGET_MS = 24_000

/** Below this an attempt is not worth starting. */
const SHORTEST_ATTEMPT_MS = 1_000

/**
 * A connection kept from an earlier call may have been closed at the other end meanwhile, which looks like a lost answer. What
 * can't be repeated then gets a new one.
 */
const FRESH_CONNECTION = {
  httpAgent: new HttpAgent({ keepAlive: false }),
  httpsAgent: new HttpsAgent({ keepAlive: false }),
}

const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/**
 * Makes the HTTP client: Basic authorization, JSON, time-outs, retries, errors of our own.
 *
 * @throws (from `request`) KlarnaError of the fitting kind; `outcome` is `unknown` where any attempt may have been processed
 * @example
 * const http = createKlarnaHttp({ baseUrl: "https://api.playground.klarna.com", authorization, userAgent: "Medusa/2.21" })
 * await http.request({ operation: "getOrder", method: "GET", path: `/ordermanagement/v1/orders/${id}`, retry: "safe" })
 */
export function createKlarnaHttp(options: KlarnaHttpOptions): KlarnaHttp {
  const client = axios.create({
    baseURL: options.baseUrl.replace(/\/+$/, ""),
    adapter: "http",
    // Klarna is called directly: an environment's HTTP_PROXY would get the credentials of plain-http hosts.
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: "text",
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
    headers: {
      Authorization: options.authorization,
      "User-Agent": options.userAgent,
      Accept: "application/json",
    },
  })
  const host = new URL(options.baseUrl).host
  const circuit = options.circuit ?? circuitOf(host)
  return { request: (request) => run(request, { ...options, client, host, circuit }) }
}

type Context = KlarnaHttpOptions & { client: AxiosInstance; host: string; circuit: Circuit }

type Attempt =
  { answer: KlarnaAnswer } | { failure: Failure; status: number | null; code: string | null }

async function run(request: KlarnaRequest, context: Context): Promise<KlarnaAnswer> {
  const started = performance.now()
  const left = () => BUDGET_MS - (performance.now() - started)
  const sleep = context.sleep ?? defaultSleep
  const maxAttempts = context.maxAttempts ?? 3
  let mayHaveHappened = false
  // Only what begins something may be refused unmade: see `Circuit`.
  const begins = request.retry === "unprocessed"
  if (begins && !context.circuit.allows()) throw withoutCall(request.operation, context.host)

  for (let attempt = 1; ; attempt++) {
    const attemptStarted = performance.now()
    const result = await attemptOnce(
      request,
      context,
      Math.min(context.timeoutMs ?? 10_000, left())
    )
    const ms = Math.round(performance.now() - attemptStarted)
    if ("answer" in result || (result.status !== null && result.status < 500))
      context.circuit.answered()
    else if (begins) context.circuit.failed()
    if ("answer" in result) {
      log(context, request, {
        attempt,
        ms,
        status: result.answer.status,
        correlationId: result.answer.correlationId,
      })
      return result.answer
    }

    const { failure } = result
    const changes = request.method !== "GET"
    mayHaveHappened ||= changes && failure.end === "unknown"
    const wait = waitBefore(attempt, failure.retryAfterMs, context.random ?? Math.random)
    const again =
      attempt < maxAttempts &&
      mayRepeat(request.retry, failure.end) &&
      wait + SHORTEST_ATTEMPT_MS < left()
    const error = failure.error(mayHaveHappened ? "unknown" : "refused")
    log(context, request, {
      attempt,
      ms,
      status: result.status,
      code: result.code,
      errorCode: error.errorCode,
      correlationId: error.correlationId,
      retryInMs: again ? wait : null,
    })
    if (!again) throw error
    await sleep(wait)
  }
}

async function attemptOnce(
  request: KlarnaRequest,
  context: Context,
  timeoutMs: number
): Promise<Attempt> {
  const facts: CallFacts = {
    operation: request.operation,
    host: context.host,
    secrets: [
      ...secretsOf(context.authorization),
      ...(request.secrets ?? []),
      ...personalTexts(request.body),
    ],
  }
  // A limit of the whole attempt: axios' own time-out starts anew with each piece of an answer.
  const signal = AbortSignal.timeout(Math.max(1, Math.round(timeoutMs)))
  try {
    const response = await context.client.request<unknown>({
      method: request.method,
      url: request.path,
      signal,
      ...(mayRepeat(request.retry, "unknown") ? {} : FRESH_CONNECTION),
      ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
      headers: {
        ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(request.idempotencyKey ? { "Klarna-Idempotency-Key": request.idempotencyKey } : {}),
      },
    })
    const header = (name: string) => readHeader(response.headers, name)
    const body = parseJson(response.data)
    const correlationId = header("klarna-correlation-id") ?? null
    if (response.status >= 200 && response.status < 300) {
      const { status } = response
      const changes = request.method !== "GET"
      return {
        answer: {
          operation: request.operation,
          host: context.host,
          status,
          body,
          header,
          correlationId,
          changes,
        },
      }
    }
    const retryAfter = retryAfterMs(response.status, header, Date.now())
    const failure = failureOf(
      { status: response.status, body, correlationId, retryAfterMs: retryAfter },
      facts
    )
    return { failure, status: response.status, code: null }
  } catch (error) {
    const code = (isAxiosError(error) && error.code) || "UNKNOWN"
    return {
      failure: failureWithoutAnswer(signal.aborted ? "TIMEOUT" : code, signal.aborted, facts),
      status: null,
      code,
    }
  }
}

function secretsOf(authorization: string): string[] {
  const [, token] = authorization.split(/\s+/, 2)
  return token ? [authorization, token] : [authorization]
}

function readHeader(headers: unknown, name: string): string | undefined {
  if (headers === null || typeof headers !== "object") return undefined
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === "string" && found.trim() ? found.trim() : undefined
}

function parseJson(text: unknown): unknown {
  if (typeof text !== "string" || !text.trim()) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed
  } catch {
    return undefined
  }
}

function log(
  context: Context,
  request: KlarnaRequest,
  entry: Partial<KlarnaLogEntry> &
    Pick<KlarnaLogEntry, "attempt" | "ms" | "status" | "correlationId">
): void {
  context.log?.({
    operation: request.operation,
    ids: request.ids ?? {},
    code: null,
    errorCode: null,
    retryInMs: null,
    ...entry,
  })
}

function defaultSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
