import { z } from "zod"
import type { Answer } from "../answers"
import { approve, CategoryError, finalize } from "../domain/approvals"
import { checkBrowserData } from "../domain/browser-data"
import { orderView } from "../domain/order-views"
import { findSession, sessionView, accountOf } from "../domain/sessions"
import { faultSchema } from "../faults"
import type { Api, Call, Route } from "../router"
import { hostedPageControl } from "./hosted-page-control"
import { settingsSchema } from "../settings"
import type { Sandbox } from "../sandbox"
import type { Order } from "../state"

const approvalSchema = z.strictObject({
  data: z.unknown().optional(),
  outcome: z.enum(["approve", "deny", "close", "correct"]).optional(),
  payment_method_category: z.string().optional(),
  auto_finalize: z.boolean().optional(),
})
const clockSchema = z.strictObject({ seconds: z.number().min(0) })

const route = (method: Route["method"], path: string, handle: Route["handle"]): Route => ({
  method,
  path: `/_sandbox${path}`,
  operation: `control ${method} ${path}`,
  handle,
})

/** The door for tests and demos: what was seen, what is known, what shall go wrong, and a shopper without a browser. */
export const control: Api = {
  name: "control",
  auth: "none",
  cors: false,
  idempotent: false,
  routes: [
    route("GET", "/health", ({ sandbox }) =>
      ok({ ok: true, now: sandbox.clock.now().toISOString(), contracts: contractsView(sandbox) })
    ),
    route("POST", "/reset", ({ sandbox }) => {
      sandbox.reset()
      return ok({ ok: true })
    }),
    route("GET", "/requests", ({ sandbox, query }) =>
      ok({
        requests: sandbox.log.list({
          api: query.get("api"),
          operation: query.get("operation"),
          since: Number(query.get("since") ?? 0),
        }),
      })
    ),
    route("GET", "/orders", ({ sandbox }) =>
      ok({ orders: [...sandbox.state.orders.values()].map((order) => view(sandbox, order)) })
    ),
    route("GET", "/orders/:id", ({ sandbox, param }) => {
      const order = sandbox.state.orders.get(param("id"))
      return order ? ok(view(sandbox, order)) : notFound(`There is no order ${param("id")}.`)
    }),
    route("GET", "/sessions/:id", readSession),
    route("POST", "/sessions/:id/authorize", (call) => shopper(call, approve)),
    route("POST", "/sessions/:id/finalize", (call) => shopper(call, finalize)),
    ...hostedPageControl,
    route("GET", "/callbacks", ({ sandbox }) => ok({ callbacks: sandbox.callbacks.list() })),
    route("GET", "/faults", ({ sandbox }) => ok({ faults: sandbox.faults.list() })),
    route("POST", "/faults", ({ sandbox, body }) =>
      ok({ id: sandbox.faults.add(faultSchema.parse(body)) })
    ),
    route("DELETE", "/faults", ({ sandbox }) => {
      sandbox.faults.clear()
      return ok({ ok: true })
    }),
    route("DELETE", "/faults/:id", ({ sandbox, param }) =>
      sandbox.faults.remove(Number(param("id"))) ? ok({ ok: true }) : notFound("No such fault.")
    ),
    route("POST", "/clock", async ({ sandbox, body }) => {
      await sandbox.clock.advance(clockSchema.parse(body).seconds * 1000)
      return ok({ now: sandbox.clock.now().toISOString() })
    }),
    route("GET", "/settings", ({ sandbox }) => ok(settingsView(sandbox))),
    route("POST", "/settings", ({ sandbox, body }) => {
      const given = settingsSchema.partial().parse(body)
      const named = Object.entries(given).filter(([, value]) => value !== undefined)
      sandbox.settings.change(Object.fromEntries(named))
      return ok(settingsView(sandbox))
    }),
    route("GET", "/violations", ({ sandbox }) =>
      ok({ ...contractsView(sandbox), violations: sandbox.contracts.violations })
    ),
    route("DELETE", "/violations", ({ sandbox }) => {
      sandbox.contracts.clear()
      return ok({ ok: true })
    }),
  ],
}

function readSession({ sandbox, param, baseUrl }: Call): Answer {
  const session = sandbox.state.sessions.get(param("id"))
  if (!session) return notFound(`There is no session ${param("id")}.`)
  const known = sessionView(session, accountOf(sandbox, session), baseUrl)
  return ok({
    session_id: session.id,
    ...known,
    ...session.data,
    created_at: session.createdAt.toISOString(),
    denied: session.denied,
    awaits_finalize: session.awaitsFinalize !== null,
  })
}

/** The shopper's decision without a browser. It answers what the library would hand to its callback. */
function shopper(call: Call, decide: typeof approve): Answer {
  const request = approvalSchema.parse(call.body ?? {})
  const session = findSession(call.sandbox, call.param("id"))
  checkBrowserData(call, request.data)
  try {
    return ok(decide(call.sandbox, session, request))
  } catch (error) {
    if (!(error instanceof CategoryError)) throw error
    return { status: 400, body: { error: error.message } }
  }
}

/** An order as Order Management shows it, with what only the sandbox knows. */
function view(sandbox: Sandbox, order: Order) {
  return {
    ...orderView(order, sandbox.clock.now()),
    sandbox: {
      session_id: order.sessionId,
      account: order.account,
      authorized_payment_method: order.method.authorized,
      allocations: order.refunds.map(({ id, allocation }) => ({ refund_id: id, allocation })),
      send_outs: order.sendOuts.map(({ captureId }) => captureId),
      due_dates: order.captures.map(({ id, extendedBy }) => ({
        capture_id: id,
        extended_by: extendedBy,
      })),
      acknowledged: order.acknowledgedAt !== null,
    },
  }
}

function contractsView({ contracts }: Sandbox) {
  return { checked: contracts.checked, folder: contracts.folder }
}

/** Settings without the secrets of accounts. */
function settingsView({ settings }: Sandbox) {
  const { accounts: _accounts, ...values } = settings.values
  return {
    ...values,
    accounts: settings.accounts().map(({ username, categories }) => ({ username, categories })),
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function notFound(message: string): Answer {
  return { status: 404, body: { error: message } }
}
