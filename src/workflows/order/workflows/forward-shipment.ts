import {
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { forwardShippingStep } from "../steps/forward-shipping"
import { planShipmentStep } from "../steps/plan-shipment"

export type ForwardShipmentWorkflowInput = { fulfillment_id: string }

/**
 * What happens at Klarna when goods leave: where the market captures on shipment, exactly these goods are captured, with carrier
 * and tracking in the same call; else the tracking goes to the capture that holds them, or to the order where nothing is captured
 * yet. Running it again for the same fulfilment changes nothing.
 *
 * @summary Forward a shipment to Klarna.
 * @example
 * await forwardKlarnaShipmentWorkflow(container).run({ input: { fulfillment_id: "ful_123" } })
 */
export const forwardKlarnaShipmentWorkflow = createWorkflow(
  "klarna-forward-shipment",
  (input: ForwardShipmentWorkflowInput) => {
    const plan = planShipmentStep(input)

    when("klarna-capture-on-shipment", { plan }, ({ plan }) => plan.capture !== null).then(() =>
      capturePaymentWorkflow.runAsStep({
        input: transform({ plan }, ({ plan }) => ({
          payment_id: plan.capture?.payment_id ?? "",
          amount: plan.capture?.amount ?? "0",
        })),
      })
    )

    return new WorkflowResponse(forwardShippingStep(input))
  }
)
