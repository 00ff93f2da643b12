import type { Callback, CallbackKind } from "./callbacks"
import type { Violation } from "./contracts"
import type { BrowserResult, Outcome } from "./domain/approvals"
import type { Departure, PageOutcome } from "./domain/hosted-page-visits"
import type { orderView } from "./domain/order-views"
import type { LoggedRequest } from "./request-log"
import type { SettingsValues } from "./settings"
import type { Distribution, HostedPage } from "./state"

/** A fault as it is written down; see `faults.ts`. */
export type FaultRequest =
  | ({ kind: "delay"; ms: number } & FaultFilter)
  | ({ kind: "drop_before" | "drop_after" | "malformed" } & FaultFilter)
  | ({
      kind: "status"
      status: number
      body?: unknown
      content_type?: string
      retry_after?: string | number
      headers?: Record<string, string>
      phase?: "before" | "after"
    } & FaultFilter)
  | { kind: "duplicate_callback"; callback?: CallbackKind; times?: number }

type FaultFilter = {
  operation?: string
  method?: string
  path?: string
  times?: number
  skip?: number
}

export type SandboxOrder = ReturnType<typeof orderView> & {
  sandbox: {
    session_id: string
    account: string
    authorized_payment_method: { type: string }
    allocations: {
      refund_id: string
      allocation: { captureId: string; amount: number }[] | "failed"
    }[]
    send_outs: string[]
    due_dates: { capture_id: string; extended_by: number }[]
    acknowledged: boolean
  }
}

/** A hosted page as the shop reads it, with what only the sandbox knows. */
export type SandboxHostedPage = {
  session_id: string
  status: HostedPage["status"]
  authorization_token?: string
  order_id?: string
  updated_at: string
  expires_at: string
  payment_session_id: string
  place_order_mode: HostedPage["mode"]
  redirect_url: string
  merchant_urls: HostedPage["merchantUrls"]
}

export type ApproveOptions = {
  data?: unknown
  outcome?: Outcome
  payment_method_category?: string
  auto_finalize?: boolean
}

type RequestFilter = {
  api?: "payments" | "ordermanagement" | "hpp" | "browser" | "all"
  operation?: string
  since?: number
}

export type SandboxControl = ReturnType<typeof controlClient>

/** Talks to a running sandbox's control API; for tests and demos. */
export function controlClient(url: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/_sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`sandbox: ${method} ${path} answered ${answer.status} ${text}`)
    return JSON.parse(text) as T
  }

  const violations = async (kind?: Violation["kind"]): Promise<Violation[]> => {
    const found = await call<{ violations: Violation[] }>("GET", "/violations")
    return found.violations.filter((violation) => !kind || violation.kind === kind)
  }

  return {
    /** Forgets everything: sessions, orders, requests, faults, settings, the clock's advance. */
    reset: () => call<{ ok: true }>("POST", "/reset").then(() => undefined),
    /** Requests to Klarna's APIs in order; those of the browser with `api: "browser"`. */
    requests: (filter: RequestFilter = {}): Promise<LoggedRequest[]> =>
      call<{ requests: LoggedRequest[] }>("GET", `/requests?${query(filter)}`).then(
        (found) => found.requests
      ),
    orders: (): Promise<SandboxOrder[]> =>
      call<{ orders: SandboxOrder[] }>("GET", "/orders").then((found) => found.orders),
    order: (id: string): Promise<SandboxOrder> => call("GET", `/orders/${id}`),
    session: (id: string): Promise<Record<string, unknown>> => call("GET", `/sessions/${id}`),
    callbacks: (): Promise<Callback[]> =>
      call<{ callbacks: Callback[] }>("GET", "/callbacks").then((found) => found.callbacks),
    /** Departures from Klarna's contracts, in requests and in the sandbox's own answers. */
    violations,
    /** @throws Error that lists them, when there are any */
    assertNoViolations: async (kind?: Violation["kind"]): Promise<void> => {
      const found = await violations(kind)
      if (found.length > 0)
        throw new Error(`Klarna's contract is broken: ${JSON.stringify(found, null, 2)}`)
    },
    clearViolations: () => call<{ ok: true }>("DELETE", "/violations").then(() => undefined),
    fault: (fault: FaultRequest): Promise<{ id: number }> => call("POST", "/faults", fault),
    clearFaults: () => call<{ ok: true }>("DELETE", "/faults").then(() => undefined),
    /** Moves the sandbox's time; answers once everything that fell due is done. */
    advanceClock: (seconds: number) => call<{ now: string }>("POST", "/clock", { seconds }),
    settings: (values: Partial<SettingsValues>) =>
      call<Record<string, unknown>>("POST", "/settings", values),
    /** The shopper without a browser: answers what the library's `authorize` callback would get. */
    authorize: (sessionId: string, options: ApproveOptions = {}): Promise<BrowserResult> =>
      call("POST", `/sessions/${sessionId}/authorize`, options),
    /** The shopper on a hosted page without a browser: opens it, decides, and answers where it leads. */
    hostedPage: (id: string, outcome: PageOutcome): Promise<Departure> =>
      call("POST", `/hosted-pages/${id}/act`, { outcome }),
    hostedPages: (): Promise<SandboxHostedPage[]> =>
      call<{ hosted_pages: SandboxHostedPage[] }>("GET", "/hosted-pages").then(
        (found) => found.hosted_pages
      ),
    /** Links that the shop let Klarna send, with whom they went to. */
    distributions: (): Promise<Distribution[]> =>
      call<{ distributions: Distribution[] }>("GET", "/distributions").then(
        (found) => found.distributions
      ),
    finalize: (sessionId: string, options: ApproveOptions = {}): Promise<BrowserResult> =>
      call("POST", `/sessions/${sessionId}/finalize`, options),
  }
}

function query(filter: RequestFilter): string {
  const named = Object.entries(filter).map(([key, value]): [string, string] => [key, String(value)])
  return new URLSearchParams(named).toString()
}
