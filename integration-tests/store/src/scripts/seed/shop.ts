import {
  createApiKeysWorkflow,
  createSalesChannelsWorkflow,
  createUserAccountWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { Modules } from "@medusajs/framework/utils"
import { MARKETS } from "./markets"
import { only, type SeedContext } from "./context"

const KEY_TITLE = "Demo shop"
const CHANNEL = "Demo shop"

/** Store, sales channel and publishable key. Answers the sales channel's id. */
export async function seedShop({ container, find }: SeedContext): Promise<string> {
  const channels = await find<{ id: string }>("sales_channel", { name: CHANNEL })
  let channelId = channels[0]?.id
  if (!channelId) {
    const { result } = await createSalesChannelsWorkflow(container).run({
      input: { salesChannelsData: [{ name: CHANNEL, description: "The demo's storefront" }] },
    })
    channelId = only(result, "sales channel").id
  }

  const keys = await find<{ id: string }>("api_key", { title: KEY_TITLE, type: "publishable" })
  let keyId = keys[0]?.id
  if (!keyId) {
    const { result } = await createApiKeysWorkflow(container).run({
      input: { api_keys: [{ title: KEY_TITLE, type: "publishable", created_by: "" }] },
    })
    keyId = only(result, "publishable key").id
    await linkSalesChannelsToApiKeyWorkflow(container).run({
      input: { id: keyId, add: [channelId] },
    })
  }

  const store = only(await find<{ id: string }>("store", {}), "store")
  const currencies = [...new Set(MARKETS.map((market) => market.currency))]
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: "Klarna demo store",
        default_sales_channel_id: channelId,
        supported_currencies: currencies.map((currency_code, index) => ({
          currency_code,
          is_default: index === 0,
          is_tax_inclusive: currency_code !== "usd",
        })),
      },
    },
  })
  return channelId
}

/** The administrator who can log in to the admin. */
export async function seedAdmin({ container, find }: SeedContext): Promise<void> {
  const email = process.env.ADMIN_EMAIL ?? "admin@example.com"
  const password = process.env.ADMIN_PASSWORD ?? "klarna-demo-1"
  const users = await find<{ id: string }>("user", { email })
  if (users.length) return

  const auth = container.resolve(Modules.AUTH)
  const { authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (!authIdentity) throw new Error(`The demo's administrator could not be registered: ${error}`)
  await createUserAccountWorkflow(container).run({
    input: {
      authIdentityId: authIdentity.id,
      userData: { email, first_name: "Demo", last_name: "Admin" },
    },
  })
}
