import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { refreshKlarnaCartWorkflow } from "../../../../../../workflows/purchase/workflows/refresh-cart"
import { answerPaymentError } from "../../payment-error"
import type { StoreRefreshKlarnaCart } from "../../validators"

/** Makes a cart ready to pay: answers the Klarna session and what the browser hands to Klarna's `authorize`. */
export const POST = async (req: MedusaRequest<StoreRefreshKlarnaCart>, res: MedusaResponse) => {
  const cart_id = req.params.id ?? ""
  await answerPaymentError(res, async () => {
    const { result } = await refreshKlarnaCartWorkflow(req.scope).run({ input: { cart_id } })
    res.status(200).json(result)
  })
}
