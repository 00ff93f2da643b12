import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { keepApprovalStep, type KeepApprovalStepInput } from "../steps/keep-approval"

/**
 * Keeps the shopper's approval of a cart, so that completing the cart places the order with it.
 *
 * @summary Keep a Klarna authorization token.
 * @example
 * await keepKlarnaApprovalWorkflow(container).run({ input: { cart_id, authorization_token } })
 */
export const keepKlarnaApprovalWorkflow = createWorkflow(
  "klarna-keep-approval-workflow",
  (input: KeepApprovalStepInput) => {
    return new WorkflowResponse(keepApprovalStep(input))
  }
)
