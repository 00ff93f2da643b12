import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { isApproved } from "../../../providers/klarna/session-data"
import { purchasesOf } from "../../../providers/klarna/purchases"

export type RefreshPurchaseStepInput = { cart_id: string }

/**
 * Brings a cart's Klarna session up to date.
 *
 * @summary Synchronise a cart with its Klarna session.
 * @example
 * const purchase = refreshPurchaseStep({ cart_id: "cart_123" })
 */
export const refreshPurchaseStep = createStep(
  "klarna-refresh-purchase",
  async (input: RefreshPurchaseStepInput, { container }) => {
    const purchase = await withMedusaErrors(() =>
      purchasesOf(container).refresh({ type: "cart", id: input.cart_id })
    )
    return new StepResponse({
      session: {
        session_id: purchase.klarna_session_id,
        client_token: purchase.client_token,
        payment_method_categories: purchase.payment_method_categories,
        expires_at: purchase.session_expires_at,
      },
      authorize_data: purchase.authorize_data,
      order_amount: purchase.amount,
      currency_code: purchase.currency_code,
      approved: isApproved(purchase),
    })
  }
)
