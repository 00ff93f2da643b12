/** One request as the sandbox saw it, with what it answered. */
export type LoggedRequest = {
  n: number
  at: string
  api: string
  method: string
  path: string
  operation: string | null
  headers: Record<string, string>
  body: unknown
  /** 0 when no answer was sent. */
  status: number
  response_headers: Record<string, string>
  response: unknown
  /** The fault that was injected, if any. */
  fault?: string
  /** Answered from an idempotency key. */
  replayed?: true
}

const LONGEST = 20_000

export class RequestLog {
  private entries: LoggedRequest[] = []
  private count = 0

  open(
    request: Pick<LoggedRequest, "api" | "method" | "path" | "operation" | "at">
  ): LoggedRequest {
    this.count += 1
    const entry: LoggedRequest = {
      ...request,
      n: this.count,
      headers: {},
      body: null,
      status: 0,
      response_headers: {},
      response: null,
    }
    this.entries.push(entry)
    if (this.entries.length > LONGEST) this.entries.shift()
    return entry
  }

  /** Requests in the order of their arrival; those of the browser only when asked for. */
  list(filter: {
    api?: string | null
    operation?: string | null
    since?: number
  }): LoggedRequest[] {
    return this.entries.filter(
      (entry) =>
        entry.n > (filter.since ?? 0) &&
        (!filter.operation || entry.operation === filter.operation) &&
        (filter.api === "all" || (filter.api ? entry.api === filter.api : entry.api !== "browser"))
    )
  }

  clear(): void {
    this.entries = []
    this.count = 0
  }
}
