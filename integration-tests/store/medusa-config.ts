import { defineConfig } from "@medusajs/framework/utils"

/** A variable that this store can't run without. */
function required(name: string): string {
  const value = process.env[name]
  if (!value) {
    throw new Error(`The demo store needs ${name}. "npm start" in the repository's root sets it.`)
  }
  return value
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
  ],
})
