import {
  authenticate,
  validateAndTransformBody,
  type MiddlewareRoute,
} from "@medusajs/framework/http"
import { cartAccess } from "./access"
import { StoreKlarnaHostedPage, StorePlaceKlarnaCart, StoreRefreshKlarnaCart } from "./validators"

const customer = authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true })

export const storeKlarnaCartMiddlewares: MiddlewareRoute[] = [
  {
    method: ["POST"],
    matcher: "/store/klarna/carts/:id/refresh",
    middlewares: [customer, validateAndTransformBody(StoreRefreshKlarnaCart), cartAccess],
  },
  {
    method: ["POST"],
    matcher: "/store/klarna/carts/:id/place",
    middlewares: [customer, validateAndTransformBody(StorePlaceKlarnaCart), cartAccess],
  },
  {
    method: ["POST"],
    matcher: "/store/klarna/carts/:id/hosted-page",
    middlewares: [customer, validateAndTransformBody(StoreKlarnaHostedPage), cartAccess],
  },
]
