/** How the storefront reaches its Medusa server. */
export interface KlarnaStoreOptions {
  /** Address of the Medusa server, such as `https://api.example.com`. */
  backendUrl: string
  /** Publishable API key of the sales channel. */
  publishableKey: string
  /** Headers for every request, such as a customer's `authorization`. */
  headers?: Record<string, string> | undefined
}

/** Codes with which the server says for sure that no order was placed. */
const REFUSALS = [
  "not_approved",
  "changed",
  "approval_expired",
  "declined",
  "sold_out",
  "already_placed",
  "order_canceled",
  "unavailable",
]

/** The store API refused, or could not be reached. */
export class KlarnaStoreError extends Error {
  override readonly name = "KlarnaStoreError"
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    /** What the plugin says, such as `changed` or `declined`. */
    readonly code: string | null = null
  ) {
    super(message)
  }

  /** True when it is not known whether the server did what was asked. Ask again: the server answers with what it did. */
  get isOutcomeUnknown(): boolean {
    if (this.code === "unknown") return true
    if (this.code && REFUSALS.includes(this.code)) return false
    return this.status === 0 || this.status === 409 || this.status === 429 || this.status >= 500
  }
}

/**
 * One request to the store API, as JSON.
 *
 * @throws {KlarnaStoreError} with the server's message, or status 0 when no answer came
 */
export async function storeRequest<Answer>(
  store: KlarnaStoreOptions,
  path: string,
  init: { method?: string; body?: unknown; signal?: AbortSignal | undefined } = {}
): Promise<Answer> {
  const { body, method = body === undefined ? "GET" : "POST", signal } = init
  const response = await fetch(store.backendUrl.replace(/\/+$/, "") + path, {
    method,
    headers: {
      ...store.headers,
      "x-publishable-api-key": store.publishableKey,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    credentials: "include",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new KlarnaStoreError(0, "The shop could not be reached.")
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok || answer === null) {
    throw new KlarnaStoreError(
      response.ok ? 502 : response.status,
      textOf(answer, "message") ?? "The shop answered with an error.",
      textOf(answer, "code")
    )
  }
  return answer as Answer
}

function textOf(answer: unknown, field: "message" | "code"): string | null {
  if (typeof answer !== "object" || answer === null) return null
  const text = (answer as { message?: unknown; code?: unknown })[field]
  return typeof text === "string" ? text : null
}
