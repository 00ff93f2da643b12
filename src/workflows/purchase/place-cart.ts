import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { completeCartWorkflow, getOrderDetailWorkflow } from "@medusajs/medusa/core-flows"
import { purchasesOf } from "../../providers/klarna/purchases"
import { keepKlarnaApprovalWorkflow } from "./workflows/keep-approval"

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
 * @returns the order, and where Klarna wants the browser to go first, if it does
 * @throws MedusaError `payment_requires_more_error` or `payment_authorization_error` with a code when the shopper must act
 */
export async function placeKlarnaCart(
  container: MedusaContainer,
  input: { cart_id: string; authorization_token: string }
): Promise<{ order: unknown; redirect_url?: string }> {
  await keepKlarnaApprovalWorkflow(container).run({ input })
  const orderId = await complete(container, input.cart_id)

  const { result: order } = await getOrderDetailWorkflow(container).run({
    input: { order_id: orderId, fields: ORDER_FIELDS },
  })
  const purchase = await purchasesOf(container).store.findBySubject({
    type: "cart",
    id: input.cart_id,
  })
  return { order, ...(purchase?.redirect_url ? { redirect_url: purchase.redirect_url } : {}) }
}

/** Medusa answers a cart that is completed already with its order, and lets a second caller wait for the first. */
async function complete(container: MedusaContainer, cartId: string): Promise<string> {
  try {
    return await run(container, cartId)
  } catch (error) {
    if (await hasOrder(container, cartId)) return run(container, cartId)
    throw error
  }
}

async function run(container: MedusaContainer, cartId: string): Promise<string> {
  const { result } = await completeCartWorkflow(container).run({ input: { id: cartId } })
  return result.id
}

async function hasOrder(container: MedusaContainer, cartId: string): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_cart",
    filters: { cart_id: cartId },
    fields: ["order_id"],
  })
  return data.length > 0
}
