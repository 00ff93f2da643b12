import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { syncOrderDetails } from "../sync-details"

/**
 * Tells Klarna an order's number and shipping address where they have changed.
 *
 * @summary Tell Klarna changed details of an order.
 */
export const syncOrderDetailsStep = createStep(
  "klarna-sync-order-details",
  async ({ order_id }: { order_id: string }, { container }) =>
    new StepResponse(await withMedusaErrors(() => syncOrderDetails(container, order_id)))
)
