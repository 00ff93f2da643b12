import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { planRefundStep, type PlanRefundInput } from "../steps/plan-refund"
import { refundPartsStep } from "../steps/refund-parts"

export type RefundKlarnaOrderWorkflowInput = PlanRefundInput & {
  refund_reason_id?: string
  created_by?: string
}

/**
 * Refunds an order paid with Klarna, by items with their quantity or by an amount, through Medusa's own refund, so that both
 * ledgers have it. Items reach Klarna as lines cut from what was captured.
 *
 * @summary Refund an order paid with Klarna.
 * @example
 * await refundKlarnaOrderWorkflow(container).run({ input: { order_id, items: [{ id: "ordli_1", quantity: 1 }] } })
 */
export const refundKlarnaOrderWorkflow = createWorkflow(
  "klarna-refund-order",
  (input: RefundKlarnaOrderWorkflowInput) => {
    const plan = planRefundStep(input)
    refundPartsStep(
      transform({ input, plan }, ({ input, plan }) => ({
        plan,
        note: input.note,
        refund_reason_id: input.refund_reason_id,
        created_by: input.created_by,
      }))
    )
    return new WorkflowResponse(plan)
  }
)
