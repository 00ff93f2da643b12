import type { InputConfigModules } from "@medusajs/framework/types"
import { defineConfig } from "@medusajs/framework/utils"

/** A variable that this store can't run without. */
function required(name: string): string {
  const value = process.env[name]
  if (!value) {
    throw new Error(`The demo store needs ${name}. "npm start" in the repository's root sets it.`)
  }
  return value
}

/**
 * What several Medusa processes on one database share: locks in Postgres, or everything in Redis. One process alone needs neither.
 */
const shared: Record<string, () => InputConfigModules> = {
  none: () => [],
  postgres: () => [locking("@medusajs/medusa/locking-postgres")],
  redis: () => {
    const redisUrl = required("REDIS_URL")
    return [
      locking("@medusajs/medusa/locking-redis", { redisUrl }),
      { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } },
      { resolve: "@medusajs/medusa/cache-redis", options: { redisUrl } },
      { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
    ]
  },
}

function locking(resolve: string, options: Record<string, unknown> = {}) {
  return {
    resolve: "@medusajs/medusa/locking",
    options: { providers: [{ resolve, id: "shared", is_default: true, options }] },
  }
}

function sharedModules(): InputConfigModules {
  const wanted = process.env.SHARED_MODULES || "none"
  const modules = shared[wanted]
  if (!modules) {
    throw new Error(`SHARED_MODULES=${wanted} is none of ${Object.keys(shared).join(", ")}.`)
  }
  return modules()
}

const shopUrl = process.env.SHOP_URL ?? "http://localhost:8000"
const backendUrl = process.env.MEDUSA_URL ?? "http://localhost:9000"

export default defineConfig({
  projectConfig: {
    databaseUrl: required("DATABASE_URL"),
    http: {
      storeCors: shopUrl,
      adminCors: backendUrl,
      authCors: `${shopUrl},${backendUrl}`,
      jwtSecret: required("JWT_SECRET"),
      cookieSecret: required("COOKIE_SECRET"),
    },
    // The demo is served over plain http, where a browser keeps no secure cookie: without this nobody could log in to the admin.
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  // Klarna's credentials come from the environment: KLARNA_EU_API_KEY and its like, see the README's table of options.
  plugins: [{ resolve: "medusa-plugin-klarna", options: {} }],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      dependencies: ["query", "klarna", "locking"],
      options: {
        providers: [
          { resolve: "medusa-plugin-klarna/providers/klarna", id: "klarna", options: {} },
        ],
      },
    },
    ...sharedModules(),
  ],
})
