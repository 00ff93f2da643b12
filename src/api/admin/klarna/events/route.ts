import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listEvents } from "./inbox"
import type { AdminKlarnaEventsResponse } from "./types"
import type { AdminGetKlarnaEvents } from "./validators"

/** The inbox: what Klarna told us, the newest first. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetKlarnaEvents>,
  res: MedusaResponse<AdminKlarnaEventsResponse>
) => {
  const { limit, offset, ...filter } = req.validatedQuery
  const { events, count } = await listEvents(req.scope, filter, { limit, offset })
  res.status(200).json({ events, count, limit, offset })
}
