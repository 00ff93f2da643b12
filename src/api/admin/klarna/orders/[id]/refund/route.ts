import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { viewKlarnaOrder } from "../../../../../../workflows/order/klarna-order-view"
import type { KlarnaOrderAnswer } from "../../types"
import { refundKlarnaOrderWorkflow } from "../../../../../../workflows/order/workflows/refund-order"
import type { AdminRefundKlarnaOrder } from "../../validators"

/** Refunds items or an amount; answers the order as Klarna has it afterwards. */
export const POST = async (
  req: AuthenticatedMedusaRequest<AdminRefundKlarnaOrder>,
  res: MedusaResponse<KlarnaOrderAnswer>
) => {
  const order_id = req.params.id ?? ""
  const { items, amount, note, refund_reason_id } = req.validatedBody
  await refundKlarnaOrderWorkflow(req.scope).run({
    input: {
      order_id,
      ...(items ? { items } : {}),
      ...(amount === undefined ? {} : { amount }),
      ...(note ? { note } : {}),
      ...(refund_reason_id ? { refund_reason_id } : {}),
      created_by: req.auth_context.actor_id,
    },
  })
  res.status(200).json(await viewKlarnaOrder(req.scope, order_id))
}
