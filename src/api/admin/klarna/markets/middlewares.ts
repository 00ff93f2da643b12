import { validateAndTransformBody, type MiddlewareRoute } from "@medusajs/framework/http"
import { AdminSaveKlarnaMarketSettings } from "./validators"

/** Checks of `/admin/klarna/markets`. */
export const adminKlarnaMarketsMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/admin/klarna/markets/:market",
    method: ["POST"],
    middlewares: [validateAndTransformBody(AdminSaveKlarnaMarketSettings)],
  },
]
