import { readFileSync } from "node:fs"
import path from "node:path"
import { z } from "zod"
import { Refusal, type Answer } from "../answers"
import {
  approve,
  finalize,
  loadSession,
  type ApprovalRequest,
  type BrowserResult,
} from "../domain/approvals"
import { checkBrowserData } from "../domain/browser-data"
import { findSession } from "../domain/sessions"
import { confirmationUrl } from "../domain/place-order"
import { placement } from "../domain/placements"
import { displayLocale, effectiveCountry } from "../rules/markets"
import type { Api, Call, Route } from "../router"
import type { Sandbox } from "../sandbox"
import type { Session } from "../state"

const asset = (file: string) => readFileSync(path.join(__dirname, "../browser", file), "utf8")
const ASSETS = {
  library: asset("payments-library.js"),
  webSdk: asset("web-sdk.js"),
  badge: asset("badge.svg"),
}

/** Every call of the library carries the client token that the shop's server got. */
const libraryCall = z.object({
  client_token: z.string(),
  data: z.unknown().optional(),
  outcome: z.enum(["approve", "deny", "close", "correct"]).optional(),
  payment_method_category: z.string().optional(),
  auto_finalize: z.boolean().optional(),
})

type Step = (sandbox: Sandbox, session: Session, request: ApprovalRequest) => BrowserResult

const step = (name: string, run: Step): Route => ({
  method: "POST",
  path: `/browser/payments/${name}`,
  operation: `browser.${name}`,
  handle: (call) => {
    const request = libraryCall.parse(call.body)
    const session = sessionOfToken(call.sandbox, request.client_token)
    checkBrowserData(call, request.data)
    const result = run(call.sandbox, session, request)
    return { status: 200, body: { ...result, view: view(session) } }
  },
})

/** What shoppers' browsers load and call: the payments library, the web SDK, and what these two talk to. */
export const browser: Api = {
  name: "browser",
  auth: "none",
  cors: true,
  idempotent: false,
  routes: [
    script("/kp/lib/v1/api.js", "browser.library", ASSETS.library),
    script("/web-sdk/v1/klarna.js", "browser.webSdk", ASSETS.webSdk),
    {
      method: "GET",
      path: "/browser/assets/badge.svg",
      operation: "browser.badge",
      handle: () => ({
        status: 200,
        headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=3600" },
        raw: ASSETS.badge,
      }),
    },
    step("load", loadSession),
    step("authorize", approve),
    step("finalize", finalize),
    {
      method: "GET",
      path: "/browser/messaging",
      operation: "browser.messaging",
      handle: ({ sandbox, query }) => {
        const found = placement(sandbox.settings.values.client_ids, query)
        return found.ok ? { status: 200, body: found.placement } : notShown(found.reason)
      },
    },
    {
      method: "GET",
      path: "/browser/sessions/:session_id/redirect",
      operation: "browser.redirect",
      handle: redirect,
    },
  ],
}

function script(at: string, operation: string, source: string): Route {
  return {
    method: "GET",
    path: at,
    operation,
    handle: () => ({
      status: 200,
      headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
      raw: source,
    }),
  }
}

function sessionOfToken(sandbox: Sandbox, token: string): Session {
  const session = [...sandbox.state.sessions.values()].find((made) => made.clientToken === token)
  if (!session) throw new Refusal(404, "NOT_FOUND", ["Invalid client token"])
  return findSession(sandbox, session.id)
}

/** What the form shows of a session: no personal data. */
function view({ data }: Session) {
  return {
    order_amount: data.order_amount,
    purchase_currency: data.purchase_currency.toUpperCase(),
    locale: displayLocale(effectiveCountry(data), data.locale),
  }
}

function redirect({ sandbox, param }: Call): Answer {
  const session = findSession(sandbox, param("session_id"))
  const order = [...sandbox.state.orders.values()].find((made) => made.sessionId === session.id)
  const location = confirmationUrl(session, order?.id)
  if (!location) throw new Refusal(404, "NOT_FOUND", ["The session has no confirmation URL"])
  return { status: 302, headers: { location } }
}

/** 200 with a reason: a message that is not shown is no error of the page. */
function notShown(reason: string): Answer {
  return { status: 200, body: { hidden: reason } }
}
