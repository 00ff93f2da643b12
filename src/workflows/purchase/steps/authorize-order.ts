import type { IPaymentModuleService } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { purchasesOf } from "../../../providers/klarna/purchases"
import { shopStateOf } from "../shop-state"

export type AuthorizeOrderStepInput = { purchase_id: string }

/**
 * Authorises the Klarna payment of an order that stands without one: its completion died half way, its review is decided, or it is
 * paid by a link. To be run while nobody else can complete the cart; what was done meanwhile is left alone.
 *
 * @summary Authorise the Klarna payment of an order.
 * @returns whether the order's completion had died, so that nobody has announced the order yet
 */
export const authorizeOrderStep = createStep(
  "klarna-authorize-order",
  async ({ purchase_id }: AuthorizeOrderStepInput, { container }) => {
    const purchase = await purchasesOf(container).store.find(purchase_id)
    const shop = purchase && (await shopStateOf(purchase, container))
    if (!shop?.order || shop.order.canceled || !["none", "pending"].includes(shop.payment)) {
      return new StepResponse({ order_id: shop?.order?.id ?? "", unannounced: false })
    }
    if (!shop.paymentSessionId) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "The order has no payment session with Klarna that is still open."
      )
    }
    const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
    await payments.authorizePaymentSession(shop.paymentSessionId, {})
    return new StepResponse({
      order_id: shop.order.id,
      unannounced: purchase?.subject_type === "cart" && shop.payment === "none",
    })
  }
)
