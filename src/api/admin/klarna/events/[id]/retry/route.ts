import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { retryEvent } from "../../inbox"
import type { AdminKlarnaEventResponse } from "../../types"

/** Looks into an event once more, now. */
export const POST = async (
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaEventResponse>
) => {
  res.status(200).json({ event: await retryEvent(req.scope, req.params.id ?? "") })
}
