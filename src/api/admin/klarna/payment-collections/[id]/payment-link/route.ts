import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { createKlarnaPaymentLink } from "../../../../../../workflows/payment-link/create-link"
import type { KlarnaPaymentLinkAnswer } from "../../types"
import type { AdminCreateKlarnaPaymentLink } from "../../validators"

/** Makes a link with which an order's payment collection is paid, and lets Klarna send one where that is wanted. */
export const POST = async (
  req: AuthenticatedMedusaRequest<AdminCreateKlarnaPaymentLink>,
  res: MedusaResponse<KlarnaPaymentLinkAnswer>
) => {
  const { expires_at, distribution } = req.validatedBody
  const answer = await createKlarnaPaymentLink(req.scope, {
    payment_collection_id: req.params.id ?? "",
    expires_at,
    distribution,
  })
  res.status(200).json(answer)
}
