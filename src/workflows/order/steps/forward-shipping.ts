import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { forwardShipping } from "../../../operations/ship"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { purchasesOf } from "../../../providers/klarna/purchases"
import { linesByItem } from "../order-items"
import { shippingInfoOf } from "../shipment-query"
import { loadShipment } from "./plan-shipment"

/**
 * Tells Klarna of the parcels of a shipment, unless its capture has told them already.
 *
 * @summary Forward tracking to Klarna.
 */
export const forwardShippingStep = createStep(
  "klarna-forward-shipping",
  async (input: { fulfillment_id: string }, { container }) => {
    const told = await withMedusaErrors(async () => {
      const purchases = purchasesOf(container)
      const found = await loadShipment(container, purchases, input.fulfillment_id)
      if (!found) return false
      const { shipment, payment, purchase } = found

      const operations = await purchases.operations.list(payment.klarnaOrderId)
      const captured = operations.some(
        ({ kind, state, details }) =>
          kind === "capture" && state === "done" && details.fulfillment_id === shipment.id
      )
      const shippingInfo = shippingInfoOf(shipment)
      if (captured || !shippingInfo.length) return captured

      const byItem = linesByItem(
        shipment.order?.items ?? [],
        purchase.order_body?.order_lines ?? []
      )
      await forwardShipping(
        {
          klarnaOrderId: payment.klarnaOrderId,
          paymentId: payment.id,
          medusaId: shipment.id,
          shippingInfo,
          references: shipment.items.flatMap(({ line_item_id }) => {
            const reference = line_item_id ? byItem.get(line_item_id)?.reference : undefined
            return reference ? [reference] : []
          }),
        },
        purchases.operationDeps(purchase)
      )
      return true
    })
    return new StepResponse({ told })
  }
)
