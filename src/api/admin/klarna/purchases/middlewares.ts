import {
  validateAndTransformBody,
  validateAndTransformQuery,
  type MiddlewareRoute,
} from "@medusajs/framework/http"
import { AdminGetKlarnaPurchases, AdminResolveKlarnaPurchase, Nothing } from "./validators"

/** Checks of `/admin/klarna/purchases`. */
export const adminKlarnaPurchaseMiddlewares: MiddlewareRoute[] = [
  {
    method: ["GET"],
    matcher: "/admin/klarna/purchases",
    middlewares: [validateAndTransformQuery(AdminGetKlarnaPurchases, { isList: true })],
  },
  {
    method: ["POST"],
    matcher: "/admin/klarna/purchases/:id/resolve",
    middlewares: [validateAndTransformBody(AdminResolveKlarnaPurchase)],
  },
  {
    method: ["POST"],
    matcher: "/admin/klarna/purchases/:id/settle",
    middlewares: [validateAndTransformBody(Nothing)],
  },
  {
    method: ["POST"],
    matcher: "/admin/klarna/purchases/:id/dismiss",
    middlewares: [validateAndTransformBody(Nothing)],
  },
]
