import { validateAndTransformBody, type MiddlewareRoute } from "@medusajs/framework/http"
import { AdminRefundKlarnaOrder } from "./validators"

export const adminKlarnaOrderMiddlewares: MiddlewareRoute[] = [
  {
    method: ["POST"],
    matcher: "/admin/klarna/orders/:id/refund",
    middlewares: [validateAndTransformBody(AdminRefundKlarnaOrder)],
  },
]
