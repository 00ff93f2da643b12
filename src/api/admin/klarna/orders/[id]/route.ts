import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { viewKlarnaOrder } from "../../../../../workflows/order/klarna-order-view"
import type { KlarnaOrderAnswer } from "../types"

/** An order as Klarna has it, with what differs from Medusa. */
export const GET = async (
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<KlarnaOrderAnswer>
) => {
  res.status(200).json(await viewKlarnaOrder(req.scope, req.params.id ?? ""))
}
