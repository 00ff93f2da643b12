import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { z } from "@medusajs/framework/zod"
import { isKlarna } from "../../../providers/klarna/provider-id"

const CartRow = z.looseObject({
  completed_at: z.union([z.string(), z.date()]).nullish(),
  items: z.array(z.looseObject({ id: z.string() }).nullable()).nullish(),
  customer: z.looseObject({ id: z.string(), has_account: z.boolean().nullish() }).nullish(),
  payment_collection: z.looseObject({
    id: z.string(),
    payment_sessions: z
      .array(z.looseObject({ provider_id: z.string(), status: z.string() }).nullable())
      .nullish(),
  }),
})

/**
 * Looks whether a cart can be paid and has a payment session with Klarna. Customers with an account are named to the payment
 * session; guests are not, as in Medusa's own route.
 *
 * @summary See whether a cart has a usable Klarna payment session.
 */
export const readyToPayStep = createStep(
  "klarna-ready-to-pay",
  async (input: { cart_id: string }, { container }) => {
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "cart",
      filters: { id: input.cart_id },
      fields: [
        "id",
        "completed_at",
        "items.id",
        "customer.id",
        "customer.has_account",
        "payment_collection.id",
        "payment_collection.payment_sessions.provider_id",
        "payment_collection.payment_sessions.status",
      ],
    })
    const cart = CartRow.parse(data[0])
    const sessions = (cart.payment_collection.payment_sessions ?? []).filter(
      (session) => session !== null && isKlarna(session.provider_id)
    )
    // A completion that died half way leaves an order whose payment is still to be made: it may be.
    if (cart.completed_at && !sessions.some((session) => session?.status === "pending")) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This cart is completed already.")
    }
    if (!cart.items?.length) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "This cart is empty: there is nothing to pay with Klarna."
      )
    }
    return new StepResponse({
      payment_collection_id: cart.payment_collection.id,
      has_session: sessions.some(
        (session) =>
          session !== null && ["pending", "requires_more", "authorized"].includes(session.status)
      ),
      customer_id: cart.customer?.has_account ? cart.customer.id : null,
    })
  }
)
