import {
  validateAndTransformBody,
  validateAndTransformQuery,
  type MiddlewareRoute,
} from "@medusajs/framework/http"
import { AdminGetKlarnaEvents, Nothing } from "./validators"

/** Checks of `/admin/klarna/events`. */
export const adminKlarnaEventMiddlewares: MiddlewareRoute[] = [
  {
    method: ["GET"],
    matcher: "/admin/klarna/events",
    middlewares: [validateAndTransformQuery(AdminGetKlarnaEvents, { isList: true })],
  },
  ...["retry", "dismiss"].map((action): MiddlewareRoute => ({
    method: ["POST"],
    matcher: `/admin/klarna/events/:id/${action}`,
    middlewares: [validateAndTransformBody(Nothing)],
  })),
]
