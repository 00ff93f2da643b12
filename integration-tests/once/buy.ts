import type { Clients } from "./clients"
import * as schema from "./schemas"
import type { Scenario } from "./scenarios"

const PROVIDER = "pp_klarna_klarna"

/**
 * Buys a scenario's cart through Medusa's store API; the sandbox's headless approval stands for the shopper's click on "Pay with Klarna".
 *
 * @returns the id of Medusa's order, and of the Klarna session that paid it
 */
export async function buy(
  clients: Clients,
  scenario: Scenario
): Promise<{ orderId: string; sessionId: string }> {
  const { store, sandbox } = clients
  const cartId = await fillCart(clients, scenario)

  const { payment_collection } = await store.post(
    "/store/payment-collections",
    { cart_id: cartId },
    schema.PaymentCollectionAnswer
  )
  await store.post(
    `/store/payment-collections/${payment_collection.id}/payment-sessions`,
    { provider_id: PROVIDER },
    schema.PaymentSessionAnswer
  )
  const { session, authorize_data } = await store.post(
    `/store/klarna/carts/${cartId}/refresh`,
    {},
    schema.RefreshAnswer
  )
  const approval = await sandbox.post(
    `/_sandbox/sessions/${session.session_id}/authorize`,
    { data: authorize_data },
    schema.ApprovalAnswer
  )
  if (!approval.approved || !approval.authorization_token) {
    throw new Error("The sandbox's shopper did not approve the purchase.")
  }
  const { order } = await store.post(
    `/store/klarna/carts/${cartId}/place`,
    { authorization_token: approval.authorization_token },
    schema.PlaceAnswer
  )
  return { orderId: order.id, sessionId: session.session_id }
}

async function fillCart({ store }: Clients, scenario: Scenario): Promise<string> {
  const { regions } = await store.get("/store/regions?fields=id,*countries", schema.RegionsAnswer)
  const region = regions.find(({ countries }) =>
    countries.some(({ iso_2 }) => iso_2 === scenario.address.country_code)
  )
  if (!region) throw new Error(`The store has no region for ${scenario.market}.`)

  const { cart } = await store.post(
    "/store/carts",
    {
      region_id: region.id,
      email: scenario.email,
      shipping_address: scenario.address,
      billing_address: scenario.address,
    },
    schema.CartAnswer
  )
  for (const { handle, sku, quantity } of scenario.items) {
    const { products } = await store.get(
      `/store/products?handle=${handle}&fields=handle,variants.id,variants.sku`,
      schema.ProductsAnswer
    )
    const variant = products[0]?.variants.find((candidate) => candidate.sku === sku)
    if (!variant) throw new Error(`The store has no variant ${sku}.`)
    await store.post(
      `/store/carts/${cart.id}/line-items`,
      { variant_id: variant.id, quantity },
      schema.Anything
    )
  }
  if (scenario.promotion) {
    await store.post(
      `/store/carts/${cart.id}/promotions`,
      { promo_codes: [scenario.promotion] },
      schema.Anything
    )
  }
  const { shipping_options } = await store.get(
    `/store/shipping-options?cart_id=${cart.id}`,
    schema.ShippingOptionsAnswer
  )
  const option = shipping_options.find(({ name }) => name === scenario.shipping)
  if (!option) throw new Error(`The cart can't be shipped with ${scenario.shipping}.`)
  await store.post(
    `/store/carts/${cart.id}/shipping-methods`,
    { option_id: option.id },
    schema.Anything
  )
  if (scenario.storeCredit) {
    await store.post(
      `/store/demo/carts/${cart.id}/store-credit`,
      { amount: scenario.storeCredit },
      schema.Anything
    )
  }
  return cart.id
}
