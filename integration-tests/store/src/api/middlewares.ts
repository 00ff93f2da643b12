import { defineMiddlewares, validateAndTransformBody } from "@medusajs/framework/http"
import { StoreCreditBodySchema } from "./store/demo/validators"

export default defineMiddlewares({
  routes: [
    {
      matcher: "/store/demo/carts/:id/store-credit",
      method: ["POST"],
      middlewares: [validateAndTransformBody(StoreCreditBodySchema)],
    },
  ],
})
