/** Where the running shop is, and who may log in. The runner sets it: `npm test`, `npm run journey`. */
export interface BrowserEnvironment {
  shopUrl: string
  medusaUrl: string
  sandboxUrl: string
  publishableKey: string
  admin: { email: string; password: string }
}

const HINT =
  "The browser tests need a running store, sandbox and shop: run them with `npm test` or `npm run journey`."

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set. ${HINT}`)
  return value.replace(/\/+$/, "")
}

export const environment: BrowserEnvironment = {
  shopUrl: required("SHOP_URL"),
  medusaUrl: required("MEDUSA_URL"),
  sandboxUrl: required("SANDBOX_URL"),
  publishableKey: required("PUBLISHABLE_KEY"),
  admin: { email: required("ADMIN_EMAIL"), password: required("ADMIN_PASSWORD") },
}
