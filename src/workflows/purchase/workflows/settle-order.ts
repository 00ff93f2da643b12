import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { settleOrderStep } from "../steps/settle-order"

/**
 * Brings what Klarna holds for an order in line with the order: what is cancelled in the shop is cancelled at Klarna too, also
 * while its payment was still pending.
 *
 * @summary Settle the Klarna purchases of an order.
 * @example
 * await settleKlarnaOrderWorkflow(container).run({ input: { order_id: "order_123" } })
 */
export const settleKlarnaOrderWorkflow = createWorkflow(
  "klarna-settle-order-workflow",
  (input: { order_id: string }) => new WorkflowResponse(settleOrderStep(input))
)
