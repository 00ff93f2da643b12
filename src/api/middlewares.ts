import { defineMiddlewares } from "@medusajs/framework/http"
import { adminKlarnaMarketsMiddlewares } from "./admin/klarna/markets/middlewares"
import { adminKlarnaOrderMiddlewares } from "./admin/klarna/orders/middlewares"
import { klarnaHookMiddlewares } from "./hooks/klarna/middlewares"
import { storeKlarnaCartMiddlewares } from "./store/klarna/carts/middlewares"

export default defineMiddlewares({
  routes: [
    ...adminKlarnaMarketsMiddlewares,
    ...adminKlarnaOrderMiddlewares,
    ...klarnaHookMiddlewares,
    ...storeKlarnaCartMiddlewares,
  ],
})
