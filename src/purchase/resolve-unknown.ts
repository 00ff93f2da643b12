import { KlarnaNotFoundError, KlarnaRequestError } from "../klarna/errors"
import { hasEnded } from "./adopt"
import { PurchaseError } from "./errors"
import type { Purchase, PurchaseDeps } from "./ports"
import { after, CHECK_EVERY_MS } from "./schedule"

/**
 * Takes the Klarna order that a person found for a purchase whose outcome is unknown. It is read at Klarna and must be this
 * purchase's: our reference, the amount and the currency, alive, and nobody else's.
 *
 * @param klarnaOrderId as the merchant copied it from Klarna's portal
 * @throws PurchaseError `unavailable` that says what does not fit; nothing is changed then
 * @throws KlarnaError when Klarna can't be read
 */
export async function resolveUnknown(
  purchase: Purchase,
  klarnaOrderId: string,
  deps: PurchaseDeps
): Promise<Purchase> {
  if (purchase.state !== "unknown") {
    throw refusal("The outcome of this purchase is known already.")
  }
  const holder = await deps.store.findByKlarnaOrder(klarnaOrderId)
  if (holder) throw refusal("This Klarna order belongs to another purchase.")

  const order = await read(klarnaOrderId, deps)
  const expected = {
    reference: purchase.order_body?.merchant_reference2 ?? purchase.subject_id,
    amount: purchase.order_body?.order_amount ?? purchase.amount,
    currency: purchase.currency_code,
  }
  if (order.merchant_reference2 !== expected.reference) {
    throw refusal(`Its merchant reference 2 is not ${expected.reference}.`)
  }
  if (order.order_amount !== expected.amount || order.purchase_currency !== expected.currency) {
    throw refusal(
      `It is about ${order.order_amount} ${order.purchase_currency}, but this purchase is about ${expected.amount} ${expected.currency} (minor units).`
    )
  }
  const ended = hasEnded(order)
  const now = deps.clock.now()
  return deps.store.update(purchase.id, {
    state: ended ? "canceled" : "placed",
    klarna_order_id: order.order_id,
    fraud_status: order.fraud_status ?? null,
    placed_at: now,
    alert: null,
    next_check_at: ended ? null : after(now, CHECK_EVERY_MS),
  })
}

async function read(klarnaOrderId: string, deps: PurchaseDeps) {
  try {
    return await deps.orders.getOrder(klarnaOrderId)
  } catch (error) {
    if (error instanceof KlarnaNotFoundError || error instanceof KlarnaRequestError) {
      throw refusal("Klarna knows no order with this id in this market's account.")
    }
    throw error
  }
}

function refusal(reason: string): PurchaseError {
  return new PurchaseError(
    "unavailable",
    `This Klarna order can't be taken for the purchase. ${reason}`
  )
}
