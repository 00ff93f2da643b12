import { http, type Http } from "./http"
import { TokenAnswer } from "./schemas"

/** The demo's addresses and logins. */
export type Demo = {
  medusaUrl: string
  sandboxUrl: string
  publishableKey: string
  adminEmail: string
  adminPassword: string
}

/** The three servers that a purchase talks to. */
export type Clients = { store: Http; admin: Http; sandbox: Http }

/** Logs in to the admin and makes the clients. */
export async function connectClients(demo: Demo): Promise<Clients> {
  const { token } = await http(demo.medusaUrl).post(
    "/auth/user/emailpass",
    { email: demo.adminEmail, password: demo.adminPassword },
    TokenAnswer
  )
  return {
    store: http(demo.medusaUrl, { "x-publishable-api-key": demo.publishableKey }),
    admin: http(demo.medusaUrl, { authorization: `Bearer ${token}` }),
    sandbox: http(demo.sandboxUrl),
  }
}
