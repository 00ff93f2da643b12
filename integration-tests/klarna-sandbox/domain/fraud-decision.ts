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
  sandbox.clock.schedule(fate.minutes * 60 * 1000, () => {
    if (order.fraudStatus !== "PENDING" || order.cancelledAt) return
    order.fraudStatus = fate.decision === "accept" ? "ACCEPTED" : "REJECTED"
    if (order.fraudStatus === "REJECTED") scheduleCancellation(sandbox, order)
    if (!notification) return
    sandbox.callbacks.send(
      "notification",
      { url: notification, ids: { session: order.sessionId, order: order.id } },
      {
        order_id: order.id,
        event_type: `FRAUD_RISK_${order.fraudStatus}`,
        timestamp: sandbox.clock.now().toISOString(),
      }
    )
  })
}

function scheduleCancellation(sandbox: Sandbox, order: Order): void {
  sandbox.clock.schedule(REJECTED_CANCELS_MS, () => {
    if (order.captures.length === 0 && !order.cancelledAt) order.cancelledAt = sandbox.clock.now()
  })
}
