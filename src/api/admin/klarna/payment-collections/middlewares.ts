import { validateAndTransformBody, type MiddlewareRoute } from "@medusajs/framework/http"
import { AdminCreateKlarnaPaymentLink } from "./validators"

export const adminKlarnaPaymentCollectionMiddlewares: MiddlewareRoute[] = [
  {
    method: ["POST"],
    matcher: "/admin/klarna/payment-collections/:id/payment-link",
    middlewares: [validateAndTransformBody(AdminCreateKlarnaPaymentLink)],
  },
]
