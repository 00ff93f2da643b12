import type { MiddlewareRoute } from "@medusajs/framework/http"

/** The doors read their bodies themselves. */
export const klarnaHookMiddlewares: MiddlewareRoute[] = [
  "authorization",
  "fraud",
  "hosted-page",
].map((kind) => ({ method: ["POST"], matcher: `/hooks/klarna/${kind}`, bodyParser: false }))
