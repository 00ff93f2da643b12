import { fillIds } from "../callbacks"
import type { ShopperFate } from "../rules/test-shoppers"
import type { Sandbox } from "../sandbox"
import type { Order } from "../state"

/** Klarna cancels a rejected order after this time, unless it was captured meanwhile. */
const REJECTED_CANCELS_MS = 4 * 60 * 60 * 1000

/** A held-back order is decided after the minutes that the shopper's e-mail names, and the shop is told. */
export function scheduleDecision(
  sandbox: Sandbox,
  order: Order,
  fate: Extract<ShopperFate, { kind: "pending" }>,
  notification: string | undefined
): void {
  const at = new Date(sandbox.clock.now().getTime() + fate.minutes * 60 * 1000)
  order.decision = { at, outcome: fate.decision, notification: notification ?? null }
  resumeDecision(sandbox, order)
}

/** Sets the clock for what is still to come of an order; the order itself keeps what and when. */
export function resumeDecision(sandbox: Sandbox, order: Order): void {
  if (order.decision) sandbox.clock.scheduleAt(order.decision.at, () => decide(sandbox, order))
  if (order.cancelsAt) sandbox.clock.scheduleAt(order.cancelsAt, () => cancel(sandbox, order))
}

function decide(sandbox: Sandbox, order: Order): void {
  const { decision } = order
  order.decision = null
  if (!decision || order.fraudStatus !== "PENDING" || order.cancelledAt) return
  order.fraudStatus = decision.outcome === "accept" ? "ACCEPTED" : "REJECTED"
  if (order.fraudStatus === "REJECTED") {
    order.cancelsAt = new Date(sandbox.clock.now().getTime() + REJECTED_CANCELS_MS)
    resumeDecision(sandbox, order)
  }
  if (!decision.notification) return
  const ids = { session: order.sessionId, order: order.id }
  sandbox.callbacks.send("notification", fillIds(decision.notification, ids), {
    order_id: order.id,
    event_type: `FRAUD_RISK_${order.fraudStatus}`,
    timestamp: sandbox.clock.now().toISOString(),
  })
}

function cancel(sandbox: Sandbox, order: Order): void {
  order.cancelsAt = null
  if (order.captures.length === 0 && !order.cancelledAt) order.cancelledAt = sandbox.clock.now()
}
