import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { decideKlarnaReview } from "../../../../../../workflows/order/decide-review"
import { viewKlarnaOrder } from "../../../../../../workflows/order/klarna-order-view"
import type { KlarnaOrderAnswer } from "../../types"
import type { AdminReviewKlarnaOrder } from "../../validators"

/** What the merchant does about an order that Klarna's review rejected. */
export const POST = async (
  req: AuthenticatedMedusaRequest<AdminReviewKlarnaOrder>,
  res: MedusaResponse<KlarnaOrderAnswer>
) => {
  const order_id = req.params.id ?? ""
  await decideKlarnaReview(req.scope, { order_id, decision: req.validatedBody.decision })
  res.status(200).json(await viewKlarnaOrder(req.scope, order_id))
}
