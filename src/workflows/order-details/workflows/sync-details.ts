import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { syncOrderDetailsStep } from "../steps/sync-details"

/**
 * Brings the order number and the shipping address that Klarna shows in line with the order. Klarna checks a new address and may
 * refuse it: then the order must not be sent there, and the order's Klarna panel says so. Running it again changes nothing.
 *
 * @summary Tell Klarna changed details of an order.
 * @example
 * await syncKlarnaOrderDetailsWorkflow(container).run({ input: { order_id: "order_123" } })
 */
export const syncKlarnaOrderDetailsWorkflow = createWorkflow(
  "klarna-sync-order-details-workflow",
  (input: { order_id: string }) => new WorkflowResponse(syncOrderDetailsStep(input))
)
