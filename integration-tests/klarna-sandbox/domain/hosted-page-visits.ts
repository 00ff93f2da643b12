import { Refusal } from "../answers"
import { mapped } from "../origins"
import type { HostedPageUrls } from "../rules/hosted-page-shapes"
import { createOrder } from "../rules/shapes"
import type { Sandbox } from "../sandbox"
import type { HostedPage, PageStatus, Session } from "../state"
import { approve } from "./approvals"
import { endOf, merchantUrl, setStatus, type FinalStatus } from "./hosted-pages"
import { findAuthorization, placeOrder } from "./place-order"
import { accountOf } from "./sessions"

export const PAGE_OUTCOMES = ["approve", "deny", "back", "cancel"] as const
export type PageOutcome = (typeof PAGE_OUTCOMES)[number]

/** Where the shopper goes from the page. */
export type Departure = {
  status: PageStatus
  /** The shop's address, filled in; `null` where the shop gave none. */
  merchant_url: string | null
  /** Where the browser is sent: the same, or its local address by `callback_origins`. */
  location: string | null
}

/** Nobody can pay on this page any more; the message says why, to the shopper. */
export class PageEnded extends Error {}

/** The shopper opens the page. */
export function openPage(sandbox: Sandbox, page: HostedPage): Session {
  const session = requirePayable(sandbox, page)
  setStatus(sandbox, page, "IN_PROGRESS")
  return session
}

/**
 * The shopper decides. Approving what is paid leads to the shop once more and does nothing else.
 *
 * @throws PageEnded where the page has ended
 */
export function decide(sandbox: Sandbox, page: HostedPage, outcome: PageOutcome): Departure {
  if (page.status === "COMPLETED" && outcome === "approve") return leave(sandbox, page, "success")
  const session = openPage(sandbox, page)
  switch (outcome) {
    case "back":
      return end(sandbox, page, "BACK")
    case "cancel":
      return end(sandbox, page, "CANCELLED")
    case "approve":
    case "deny":
      break
  }
  // As with the browser library, and with the data that the shop's server gave the session.
  const request = { outcome, payment_method_category: page.category }
  const { authorization_token: token } = approve(sandbox, session, request)
  if (!token) return end(sandbox, page, "FAILED")
  if (page.mode !== "NONE") return place(sandbox, page, { session, token })
  page.authorizationToken = token
  return end(sandbox, page, "COMPLETED")
}

/** Where a page leads that has ended. */
export function leave(sandbox: Sandbox, page: HostedPage, to: keyof HostedPageUrls): Departure {
  const url = merchantUrl(page, to)
  const local = url && mapped(url, sandbox.settings.values.callback_origins)
  return { status: page.status, merchant_url: url, location: local ?? url }
}

function end(
  sandbox: Sandbox,
  page: HostedPage,
  status: "BACK" | "CANCELLED" | "FAILED" | "COMPLETED" | "ERROR"
): Departure {
  setStatus(sandbox, page, status)
  const exits = {
    BACK: "back",
    CANCELLED: "cancel",
    FAILED: "failure",
    COMPLETED: "success",
    ERROR: "error",
  } as const
  return leave(sandbox, page, exits[status])
}

/** The page places the order itself, with what the session holds. */
function place(
  sandbox: Sandbox,
  page: HostedPage,
  { session, token }: { session: Session; token: string }
): Departure {
  const account = accountOf(sandbox, session)
  const authorization = findAuthorization(sandbox, token, account)
  const body = {
    ...createOrder.parse(session.data),
    ...(page.mode === "CAPTURE_ORDER" ? { auto_capture: true } : {}),
  }
  try {
    placeOrder(sandbox, authorization, { body, account, baseUrl: page.baseUrl })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return end(sandbox, page, "ERROR")
  }
  page.orderId = authorization.placed?.orderId ?? null
  return end(sandbox, page, "COMPLETED")
}

function requirePayable(sandbox: Sandbox, page: HostedPage): Session {
  const session = sandbox.state.sessions.get(page.sessionId)
  if (!session || page.expiresAt <= sandbox.clock.now()) {
    throw new PageEnded("This payment page has expired. Please return to the shop and try again.")
  }
  const ended = endOf(page)
  if (ended) throw new PageEnded(ENDED[ended])
  if (session.status === "complete") {
    throw new PageEnded("This purchase has been paid already. Nothing more is due.")
  }
  return session
}

/** What a page says that has ended. */
const ENDED: Readonly<Record<FinalStatus, string>> = {
  COMPLETED: "This payment is complete. Nothing more is due.",
  CANCELLED: "This payment was cancelled. Please return to the shop to start again.",
  DISABLED: "The shop has withdrawn this payment. Please ask the shop for a new link.",
}
