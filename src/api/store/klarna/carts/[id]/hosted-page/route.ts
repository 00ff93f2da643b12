import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { openKlarnaPageWorkflow } from "../../../../../../workflows/purchase/workflows/open-page"
import { answerPaymentError } from "../../payment-error"
import type { StoreKlarnaHostedPage } from "../../validators"

/** Opens a page at Klarna on which the cart is paid; the storefront sends the browser there. */
export const POST = async (req: MedusaRequest<StoreKlarnaHostedPage>, res: MedusaResponse) => {
  const cart_id = req.params.id ?? ""
  const { return_url } = req.validatedBody
  await answerPaymentError(res, async () => {
    const { result } = await openKlarnaPageWorkflow(req.scope).run({
      input: { cart_id, return_url },
    })
    res.status(200).json({ hosted_page: result })
  })
}
