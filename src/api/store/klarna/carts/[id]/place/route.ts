import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { placeKlarnaCart } from "../../../../../../workflows/purchase/place-cart"
import { answerPaymentError } from "../../payment-error"
import type { StorePlaceKlarnaCart } from "../../validators"

/** Completes a cart with the shopper's approval. The same call again answers with the same order. */
export const POST = async (req: MedusaRequest<StorePlaceKlarnaCart>, res: MedusaResponse) => {
  const { authorization_token } = req.validatedBody
  await answerPaymentError(res, async () => {
    const placed = await placeKlarnaCart(req.scope, {
      cart_id: req.params.id ?? "",
      authorization_token,
    })
    res.status(200).json(placed)
  })
}
