import type { WebhookActionResult } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { toMajor } from "../../klarna/money"
import type { Purchases } from "./purchases"

const Hint = z.looseObject({ order_id: z.string().max(64) })

/**
 * What an event on Medusa's webhook address means: that a payment under review is accepted, when it names a Klarna order that we
 * placed and Klarna itself says so, with the same amount and currency. Anything else means nothing.
 *
 * @param body the event as it came; only the id in it is used, to know where to look
 */
export async function actionOfHint(
  body: unknown,
  purchases: Purchases
): Promise<WebhookActionResult> {
  const hint = Hint.safeParse(body)
  const purchase = hint.success
    ? await purchases.store.findByKlarnaOrder(hint.data.order_id)
    : undefined
  if (!purchase?.klarna_order_id || !purchase.payment_session_id) return { action: "not_supported" }

  const order = await purchases
    .clientFor(purchase)
    .orderManagement.getOrder(purchase.klarna_order_id)
  const accepted =
    order.order_amount === purchase.amount &&
    order.purchase_currency === purchase.currency_code &&
    order.fraud_status === "ACCEPTED" &&
    order.status === "AUTHORIZED"
  if (!accepted) return { action: "not_supported" }
  return {
    action: "authorized",
    data: {
      session_id: purchase.payment_session_id,
      amount: toMajor(purchase.amount, purchase.currency_code),
    },
  }
}
