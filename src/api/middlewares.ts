import { defineMiddlewares } from "@medusajs/framework/http"
import { adminKlarnaEventMiddlewares } from "./admin/klarna/events/middlewares"
import { adminKlarnaMarketsMiddlewares } from "./admin/klarna/markets/middlewares"
import { adminKlarnaOrderMiddlewares } from "./admin/klarna/orders/middlewares"
import { adminKlarnaPaymentCollectionMiddlewares } from "./admin/klarna/payment-collections/middlewares"
import { adminKlarnaPurchaseMiddlewares } from "./admin/klarna/purchases/middlewares"
import { klarnaHookMiddlewares } from "./hooks/klarna/middlewares"
import { storeKlarnaCartMiddlewares } from "./store/klarna/carts/middlewares"

export default defineMiddlewares({
  routes: [
    ...adminKlarnaEventMiddlewares,
    ...adminKlarnaMarketsMiddlewares,
    ...adminKlarnaOrderMiddlewares,
    ...adminKlarnaPaymentCollectionMiddlewares,
    ...adminKlarnaPurchaseMiddlewares,
    ...klarnaHookMiddlewares,
    ...storeKlarnaCartMiddlewares,
  ],
})
