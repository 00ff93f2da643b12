import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listPurchases } from "./list-purchases"
import type { AdminKlarnaPurchasesResponse } from "./types"
import type { AdminGetKlarnaPurchases } from "./validators"

/** What was or is to be paid with Klarna, the newest first; with `alert=true` what a person has to look at. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetKlarnaPurchases>,
  res: MedusaResponse<AdminKlarnaPurchasesResponse>
) => {
  const { limit, offset, ...filter } = req.validatedQuery
  const { purchases, count } = await listPurchases(req.scope, filter, { limit, offset })
  res.status(200).json({ purchases, count, limit, offset })
}
