import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { withMedusaErrors } from "../../../../../../providers/klarna/errors"
import { settlePurchase } from "../../../../../../workflows/purchase/settle"
import { onePurchase } from "../../list-purchases"
import type { AdminKlarnaSettlementResponse } from "../../types"

/** Compares a purchase with Klarna and the shop now, and does what is needed. */
export const POST = async (
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaSettlementResponse>
) => {
  const id = req.params.id ?? ""
  const { step } = await withMedusaErrors(() => settlePurchase(req.scope, id))
  res.status(200).json({ purchase: await onePurchase(req.scope, id), step })
}
