import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { resolveKlarnaPurchaseWorkflow } from "../../../../../../workflows/purchase/workflows/resolve-purchase"
import { onePurchase } from "../../list-purchases"
import type { AdminKlarnaSettlementResponse } from "../../types"
import type { AdminResolveKlarnaPurchase } from "../../validators"

/** Takes the Klarna order that a person found for a purchase of unknown outcome, after reading it at Klarna. */
export const POST = async (
  req: AuthenticatedMedusaRequest<AdminResolveKlarnaPurchase>,
  res: MedusaResponse<AdminKlarnaSettlementResponse>
) => {
  const purchase_id = req.params.id ?? ""
  const { result } = await resolveKlarnaPurchaseWorkflow(req.scope).run({
    input: {
      purchase_id,
      klarna_order_id: req.validatedBody.klarna_order_id,
      actor_id: req.auth_context.actor_id,
    },
  })
  res.status(200).json({ purchase: await onePurchase(req.scope, purchase_id), step: result.step })
}
