import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { dismissKlarnaAlertWorkflow } from "../../../../../../workflows/purchase/workflows/dismiss-alert"
import { onePurchase } from "../../list-purchases"
import type { AdminKlarnaPurchaseResponse } from "../../types"

/** Takes the alert off a purchase; nothing else about it changes. */
export const POST = async (
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaPurchaseResponse>
) => {
  const purchase_id = req.params.id ?? ""
  await dismissKlarnaAlertWorkflow(req.scope).run({
    input: { purchase_id, actor_id: req.auth_context.actor_id },
  })
  res.status(200).json({ purchase: await onePurchase(req.scope, purchase_id) })
}
