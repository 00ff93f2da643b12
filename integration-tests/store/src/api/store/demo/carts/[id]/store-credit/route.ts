import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  createCartCreditLinesWorkflow,
  refreshPaymentCollectionForCartWorkflow,
} from "@medusajs/medusa/core-flows"
import type { StoreCreditBody } from "../../../validators"

/**
 * Pays a part of a cart with store credit. Core has the workflow but no store route for it; a real store would check the shopper's
 * balance first, this demo grants what is asked, up to the cart's total.
 */
export async function POST(req: MedusaRequest<StoreCreditBody>, res: MedusaResponse) {
  const cartId = req.params.id ?? ""
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const {
    data: [cart],
  } = await query.graph({
    entity: "cart",
    filters: { id: cartId },
    fields: ["id", "total", "completed_at"],
  })
  if (!cart) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no cart ${cartId}.`)
  if (cart.completed_at) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This cart is already an order.")
  }

  const { amount } = req.validatedBody
  if (amount > Number(cart.total)) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "The store credit is more than the cart's total."
    )
  }

  await createCartCreditLinesWorkflow(req.scope).run({
    input: [
      { cart_id: cartId, amount, reference: "store-credit", reference_id: cartId, metadata: {} },
    ],
  })
  await refreshPaymentCollectionForCartWorkflow(req.scope).run({ input: { cart_id: cartId } })

  const {
    data: [updated],
  } = await query.graph({
    entity: "cart",
    filters: { id: cartId },
    fields: ["id", "total", "currency_code", "credit_line_total", "credit_lines.*"],
  })
  res.json({ cart: updated })
}
