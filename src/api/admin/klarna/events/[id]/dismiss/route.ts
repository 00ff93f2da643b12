import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { dismissEvent } from "../../inbox"
import type { AdminKlarnaEventResponse } from "../../types"

/** Puts an event aside that was given up. */
export const POST = async (
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaEventResponse>
) => {
  const event = await dismissEvent(req.scope, req.params.id ?? "", req.auth_context.actor_id)
  res.status(200).json({ event })
}
