import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { completeCartWorkflow, getOrderDetailWorkflow } from "@medusajs/medusa/core-flows"
import { purchasesOf } from "../../providers/klarna/purchases"
import { withMedusaErrors } from "../../providers/klarna/errors"
import { busy } from "../../purchase/errors"
import { failureOf, isDefinite, isLocked } from "./failure"
import { shopStateOf } from "./shop-state"
import { authorizeKlarnaOrderWorkflow } from "./workflows/authorize-order"
import { keepKlarnaApprovalWorkflow } from "./workflows/keep-approval"
import { refreshKlarnaCartWorkflow } from "./workflows/refresh-cart"

const ORDER_FIELDS = [
  "id",
  "display_id",
  "status",
  "email",
  "currency_code",
  "created_at",
  "total",
  "subtotal",
  "tax_total",
  "discount_total",
  "item_total",
  "shipping_total",
  "credit_line_total",
  "items.*",
  "shipping_address.*",
  "billing_address.*",
  "shipping_methods.*",
  "payment_collections.id",
  "payment_collections.status",
  "payment_collections.amount",
  "payment_status",
  "fulfillment_status",
]

/**
 * Completes a cart with an approval of Klarna through Medusa's own workflow. It is not a workflow of its own: Medusa's holds the
 * lock of the cart, and would wait for itself inside another.
 *
 * @param input `authorization_token` is the browser's; without one Klarna is asked whether the shopper approved
 * @returns the order, and where Klarna wants the browser to go first, if it does
 * @throws MedusaError `payment_requires_more_error` or `payment_authorization_error` with a code when the shopper must act
 */
export async function placeKlarnaCart(
  container: MedusaContainer,
  input: { cart_id: string; authorization_token?: string | undefined }
): Promise<{ order: unknown; redirect_url?: string }> {
  const { cart_id, authorization_token } = input
  if (authorization_token) {
    await keepKlarnaApprovalWorkflow(container).run({ input: { cart_id, authorization_token } })
  }
  const orderId = await completedWithKlarna(container, cart_id)
  const { result: order } = await getOrderDetailWorkflow(container).run({
    input: { order_id: orderId, fields: ORDER_FIELDS },
  })
  const purchase = await purchaseOf(container, cart_id)
  return { order, ...(purchase?.redirect_url ? { redirect_url: purchase.redirect_url } : {}) }
}

/** As long as Medusa waits for a cart that is being completed. */
const WAIT_SECONDS = 30

/**
 * The order of a cart, made now or before, with its payment authorised. What was approved is given back where the cart can't be
 * completed as it is.
 *
 * Browser, callback and sweep come here one after the other, under a lock of ours: two who ask `locking-postgres` for Medusa's own
 * lock of the cart at the same moment both get it.
 *
 * @throws MedusaError with the code `unknown` where the cart is being completed elsewhere, or was when its process died
 */
export async function completedWithKlarna(
  container: MedusaContainer,
  cartId: string
): Promise<string> {
  const purchases = purchasesOf(container)
  return withMedusaErrors(() =>
    purchases.alone({ key: `klarna:completion:${cartId}`, waitSeconds: WAIT_SECONDS }, async () => {
      await purchases.freeDeadLock(cartId)
      return finished(container, cartId)
    })
  )
}

async function finished(container: MedusaContainer, cartId: string): Promise<string> {
  try {
    return (await existingOrder(container, cartId)) ?? (await complete(container, cartId))
  } catch (error) {
    // Whoever holds Medusa's lock may be dead: it is waited for once, not twice.
    if (isLocked(error)) throw busy(error)
    const made = await existingOrder(container, cartId)
    if (made) return made
    const purchase = await purchaseOf(container, cartId)
    if (purchase && isDefinite(failureOf(error))) await purchasesOf(container).release(purchase)
    throw error
  }
}

/**
 * The order that a cart became already. One whose completion died before its payment is paid now; an approval for one that was
 * paid in another way is given back.
 */
async function existingOrder(
  container: MedusaContainer,
  cartId: string
): Promise<string | undefined> {
  const purchase = await purchaseOf(container, cartId)
  if (!purchase) return undefined
  const shop = await shopStateOf(purchase, container)
  if (!shop.order) return undefined
  if (shop.order.canceled) {
    await purchasesOf(container).release(purchase)
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "The order of this cart was cancelled. Nothing was charged.",
      "order_canceled"
    )
  }
  if (shop.payment === "none" || shop.payment === "pending") {
    await authorizeKlarnaOrderWorkflow(container).run({
      input: { purchase_id: purchase.id, subject_id: cartId },
    })
  } else await purchasesOf(container).release(purchase)
  return shop.order.id
}

/** Medusa lets a second caller wait for the first. A payment session that is gone is made anew first. */
async function complete(container: MedusaContainer, cartId: string): Promise<string> {
  const purchase = await purchaseOf(container, cartId)
  if (!purchase || !(await shopStateOf(purchase, container)).paymentSessionId) {
    await refreshKlarnaCartWorkflow(container).run({ input: { cart_id: cartId } })
  }
  const { result } = await completeCartWorkflow(container).run({ input: { id: cartId } })
  return result.id
}

function purchaseOf(container: MedusaContainer, cartId: string) {
  return purchasesOf(container).store.findBySubject({ type: "cart", id: cartId })
}
