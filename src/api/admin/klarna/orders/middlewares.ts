import { validateAndTransformBody, type MiddlewareRoute } from "@medusajs/framework/http"
import { AdminRefundKlarnaOrder, AdminReviewKlarnaOrder } from "./validators"

export const adminKlarnaOrderMiddlewares: MiddlewareRoute[] = [
  {
    method: ["POST"],
    matcher: "/admin/klarna/orders/:id/refund",
    middlewares: [validateAndTransformBody(AdminRefundKlarnaOrder)],
  },
  {
    method: ["POST"],
    matcher: "/admin/klarna/orders/:id/review",
    middlewares: [validateAndTransformBody(AdminReviewKlarnaOrder)],
  },
]
