import {
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { dueAtOnceStep } from "../steps/due-at-once"

/**
 * Captures in Medusa what Klarna captured by itself, for goods that are delivered at once: the capture that Klarna has is taken, so
 * that there is one capture on both sides. Running it again changes nothing.
 *
 * @summary Capture an order that Klarna captures at once.
 * @example
 * await captureKlarnaAtOnceWorkflow(container).run({ input: { order_id: "order_123" } })
 */
export const captureKlarnaAtOnceWorkflow = createWorkflow(
  "klarna-capture-at-once",
  (input: { order_id: string }) => {
    const due = dueAtOnceStep(input)
    when("klarna-is-due-at-once", { due }, ({ due }) => due.payment_id !== null).then(() =>
      capturePaymentWorkflow.runAsStep({
        input: transform({ due }, ({ due }) => ({ payment_id: due.payment_id ?? "" })),
      })
    )
    return new WorkflowResponse(due)
  }
)
