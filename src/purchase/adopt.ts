import { randomUUID } from "node:crypto"
import { KlarnaError } from "../klarna/errors"
import { parseOrderStatus } from "../klarna/statuses"
import type { OmOrder } from "../klarna/wire"
import { isAbout } from "./bodies"
import { approvalExpired, PurchaseError, unavailable } from "./errors"
import type { OrderContext, Purchase, PurchaseDeps } from "./ports"
import { after, CHECK_EVERY_MS } from "./schedule"

/**
 * Takes a Klarna order that exists already for what is to be paid now: an earlier completion failed, or died, after Klarna had
 * accepted. Klarna is read first, since time may have passed: an order of the shop never stands on a cancelled Klarna order.
 *
 * @throws PurchaseError `already_placed` where what is to be paid has changed, `approval_expired` where the Klarna order has ended
 * @throws KlarnaError when Klarna can't be read
 */
export async function adoptOrder(
  purchase: Purchase,
  context: OrderContext,
  deps: PurchaseDeps
): Promise<Purchase> {
  if (!isAbout(purchase, context)) {
    throw new PurchaseError(
      "already_placed",
      "This purchase is already paid with Klarna, with other contents. Go back to the checkout to pay for what the cart holds now."
    )
  }
  const order = await deps.orders.getOrder(purchase.klarna_order_id ?? "")
  if (hasEnded(order)) {
    await deps.store.update(purchase.id, { state: "canceled", next_check_at: null })
    throw approvalExpired()
  }
  if (parseOrderStatus(order.status) === "unknown") {
    throw unavailable(
      `Klarna says that this order is ${order.status.slice(0, 40)}, which this version of the plugin does not know.`
    )
  }
  await referencesSent(purchase, context, deps)
  return deps.store.update(purchase.id, {
    fraud_status: fraudStatusOf(order) ?? purchase.fraud_status,
    order_id: context.orderId ?? null,
    completion_failed_at: null,
    next_check_at: after(deps.clock.now(), CHECK_EVERY_MS),
  })
}

/** Whether nothing of a Klarna order can be captured any more. A status that is unheard of is neither alive nor ended. */
export function hasEnded(order: Pick<OmOrder, "status">): boolean {
  return ["CANCELLED", "EXPIRED", "CLOSED"].includes(parseOrderStatus(order.status))
}

/** What is captured at Klarna is paid, whatever its review said before: that is how a merchant overrides it. */
export function fraudStatusOf(
  order: Pick<OmOrder, "fraud_status" | "captured_amount">
): string | null | undefined {
  return order.captured_amount ? "ACCEPTED" : order.fraud_status
}

/**
 * The order number is another one after a failed completion; Klarna shows it to the customer. It is no reason to fail a purchase:
 * where it can't be changed, the earlier number stays in Klarna's app.
 */
async function referencesSent(
  purchase: Purchase,
  context: OrderContext,
  deps: PurchaseDeps
): Promise<void> {
  if (!context.reference || purchase.order_body?.merchant_reference1 === context.reference) return
  try {
    await deps.orders.updateReferences(
      purchase.klarna_order_id ?? "",
      {
        merchant_reference1: context.reference,
        merchant_reference2: context.internalReference,
      },
      randomUUID()
    )
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
  }
}
