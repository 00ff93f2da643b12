import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { purchasesOf } from "../../../providers/klarna/purchases"

export type KeepApprovalStepInput = { cart_id: string; authorization_token: string }

/**
 * Keeps the shopper's approval with the purchase of a cart, before anything is placed with it.
 *
 * @summary Keep a Klarna authorization token.
 * @example
 * keepApprovalStep({ cart_id: "cart_123", authorization_token: "b4bd3423-..." })
 */
export const keepApprovalStep = createStep(
  "klarna-keep-approval",
  async (input: KeepApprovalStepInput, { container }) => {
    const purchase = await withMedusaErrors(() =>
      purchasesOf(container).keepApproval(
        { type: "cart", id: input.cart_id },
        input.authorization_token
      )
    )
    return new StepResponse({ id: purchase.id, state: purchase.state })
  }
)
