import type { Answer } from "../answers"
import { messagePage, paymentPage } from "../browser/hosted-page"
import {
  decide,
  leave,
  openPage,
  PAGE_OUTCOMES,
  PageEnded,
  type PageOutcome,
} from "../domain/hosted-page-visits"
import {
  createdView,
  createHostedPage,
  disableHostedPage,
  distribute,
  findHostedPage,
  pageView,
} from "../domain/hosted-pages"
import type { Api, Call } from "../router"
import type { HostedPage, PageStatus } from "../state"

const SESSION = "/hpp/v1/sessions/:session_id"

const pageOf = ({ sandbox, account, param }: Call) =>
  findHostedPage(sandbox, param("session_id"), account)

/** Hosted payment pages, as a shop's server makes, reads, sends and closes them. */
export const hostedPage: Api = {
  name: "hpp",
  auth: "basic",
  cors: false,
  idempotent: false,
  rateKind: (operation) =>
    operation === "createHppSession"
      ? { kind: "create hosted page session", limit: "sessions" }
      : { kind: "others", limit: "others" },
  routes: [
    {
      method: "POST",
      path: "/hpp/v1/sessions",
      operation: "createHppSession",
      handle: ({ sandbox, account, body, baseUrl }) => ({
        status: 201,
        body: createdView(createHostedPage(sandbox, account, body, baseUrl)),
      }),
    },
    {
      method: "GET",
      path: SESSION,
      operation: "getSessionById",
      handle: (call) => ({ status: 200, body: pageView(call.sandbox, pageOf(call)) }),
    },
    {
      method: "DELETE",
      path: SESSION,
      operation: "disableHppSession",
      handle: (call) => {
        disableHostedPage(call.sandbox, pageOf(call))
        return { status: 204 }
      },
    },
    {
      method: "POST",
      path: `${SESSION}/distribution`,
      operation: "distributeHppSession",
      handle: (call) => {
        distribute(call.sandbox, pageOf(call), call.body)
        return { status: 204 }
      },
    },
  ],
}

/** What the shopper's browser sees of a hosted page. */
export const hostedPageWindow: Api = {
  name: "browser",
  auth: "none",
  cors: false,
  idempotent: false,
  routes: [
    {
      method: "GET",
      path: "/hosted-page/:key",
      operation: "browser.hostedPage",
      handle: (call) =>
        visit(call, (page) => html(200, paymentPage(page, openPage(call.sandbox, page)))),
    },
    {
      method: "POST",
      path: "/hosted-page/:key/:outcome",
      operation: "browser.hostedPageOutcome",
      handle: (call) => visit(call, (page) => depart(call, page)),
    },
  ],
}

function visit({ sandbox, param }: Call, run: (page: HostedPage) => Answer): Answer {
  const key = param("key")
  const page = [...sandbox.state.hostedPages.values()].find((made) => made.key === key)
  if (!page) return html(404, messagePage("There is no such payment page."))
  try {
    return run(page)
  } catch (error) {
    if (!(error instanceof PageEnded)) throw error
    const paid = page.status === "COMPLETED" ? leave(sandbox, page, "success").location : null
    return html(page.status === "COMPLETED" ? 200 : 410, messagePage(error.message, paid))
  }
}

function depart({ sandbox, param }: Call, page: HostedPage): Answer {
  const outcome = param("outcome")
  if (!isOutcome(outcome)) return html(404, messagePage("There is no such payment page."))
  const { status, location } = decide(sandbox, page, outcome)
  if (location) return { status: 303, headers: { location, "cache-control": "no-store" } }
  return html(200, messagePage(`${FAREWELLS[status] ?? ""} You can close this page.`.trim()))
}

/** What is said where the shop named no page to return to. */
const FAREWELLS: Readonly<Partial<Record<PageStatus, string>>> = {
  COMPLETED: "The payment is complete.",
  FAILED: "The payment was declined.",
  CANCELLED: "The payment was cancelled.",
  BACK: "Nothing was paid.",
  ERROR: "Something went wrong, and nothing was paid.",
}

function isOutcome(text: string): text is PageOutcome {
  return PAGE_OUTCOMES.some((outcome) => outcome === text)
}

function html(status: number, text: string): Answer {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    },
    raw: text,
  }
}
