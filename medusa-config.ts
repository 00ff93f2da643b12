import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

const DEVELOPMENT_SECRET = "supersecret"

/**
 * Boots the plugin from its source as if this repository were a Medusa application: the HTTP tests and `medusa plugin:db:generate`
 * use it. A merchant's configuration stands in `integration-tests/store/medusa-config.ts`.
 *
 * Klarna's options come from the environment (`KLARNA_EU_API_KEY`, ...). Each registration gets an object of its own, because Medusa
 * adds keys to the options that it is given.
 */
export default defineConfig({
  projectConfig: {
    ...(process.env.DATABASE_URL ? { databaseUrl: process.env.DATABASE_URL } : {}),
    http: {
      storeCors: process.env.STORE_CORS ?? "http://localhost:8000",
      adminCors: process.env.ADMIN_CORS ?? "http://localhost:9000",
      authCors: process.env.AUTH_CORS ?? "http://localhost:8000,http://localhost:9000",
      jwtSecret: process.env.JWT_SECRET ?? DEVELOPMENT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET ?? DEVELOPMENT_SECRET,
    },
  },
  modules: [
    { resolve: "./src/modules/klarna", options: {} },
    {
      resolve: "@medusajs/medusa/payment",
      dependencies: ["query", "klarna", "locking"],
      options: {
        providers: [{ resolve: "./src/providers/klarna", id: "klarna", options: {} }],
      },
    },
  ],
})
