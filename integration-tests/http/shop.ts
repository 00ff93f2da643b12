import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createApiKeysWorkflow, createCartCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import type { AxiosInstance, AxiosResponse } from "axios"
import seed from "../store/src/scripts/seed"

/** Bodies in tests are read as they come: a wrong shape fails the assertion that reads it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any

export type Address = Record<string, string>

export const ADDRESSES: Record<string, Address> = {
  se: {
    first_name: "Alice",
    last_name: "Test",
    address_1: "Södra Blasieholmshamnen 2",
    postal_code: "11148",
    city: "Stockholm",
    country_code: "se",
    phone: "+46701740615",
  },
  de: {
    first_name: "Mock",
    last_name: "Mock",
    address_1: "Neue Schönhauser Str. 2",
    postal_code: "10178",
    city: "Berlin",
    country_code: "de",
    phone: "+49017614284340",
  },
  gb: {
    first_name: "Test",
    last_name: "Person-uk",
    address_1: "10 New Burlington Street",
    address_2: "Apt. 214",
    postal_code: "W1S 3BE",
    city: "London",
    country_code: "gb",
    phone: "+447755564318",
  },
  us: {
    first_name: "Test",
    last_name: "Person-us",
    address_1: "509 Amsterdam Ave",
    postal_code: "10024",
    city: "New York",
    province: "ny",
    country_code: "us",
    phone: "+13106683312",
  },
}

export type CartInput = {
  country: string
  items: { sku: string; quantity: number }[]
  promo?: string
  email?: string
  shipping?: string
}

/** A shop seen from outside: shoppers through the store's routes, the merchant through the admin's. */
export class Shop {
  constructor(
    private readonly api: AxiosInstance,
    readonly container: MedusaContainer,
    readonly publishableKey: string,
    private readonly secretKey: string
  ) {}

  /** Seeds the demo store and makes the keys. */
  static async open(api: AxiosInstance, container: MedusaContainer): Promise<Shop> {
    await seed({ container, args: [] })
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "api_key",
      filters: { type: "publishable", title: "Demo shop" },
      fields: ["token"],
    })
    const { result } = await createApiKeysWorkflow(container).run({
      input: { api_keys: [{ title: "tests", type: "secret", created_by: "tests" }] },
    })
    const [publishable] = data
    const [secret] = result
    if (!publishable || !secret) throw new Error("The seed left no keys.")
    return new Shop(api, container, publishable.token, secret.token)
  }

  store(
    method: "get" | "post" | "delete",
    path: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ): Promise<AxiosResponse<Body>> {
    return this.api.request({
      method,
      url: `/store${path}`,
      ...(body === undefined ? {} : { data: body }),
      headers: { "x-publishable-api-key": this.publishableKey, ...headers },
      validateStatus: () => true,
    })
  }

  admin(
    method: "get" | "post" | "delete",
    path: string,
    body?: unknown
  ): Promise<AxiosResponse<Body>> {
    return this.api.request({
      method,
      url: `/admin${path}`,
      ...(body === undefined ? {} : { data: body }),
      headers: { authorization: `Basic ${Buffer.from(`${this.secretKey}:`).toString("base64")}` },
      validateStatus: () => true,
    })
  }

  async ok(answer: Promise<AxiosResponse<Body>>): Promise<Body> {
    const { status, data, config } = await answer
    if (status !== 200)
      throw new Error(`${config.method} ${config.url}: ${status} ${JSON.stringify(data)}`)
    return data
  }

  /** A customer with an account; answers the header that says so. */
  async customer(email: string): Promise<{ authorization: string }> {
    const password = "correct-horse"
    const post = async (path: string, body: unknown, authorization?: string) =>
      this.ok(
        this.api.post(path, body, {
          headers: {
            "x-publishable-api-key": this.publishableKey,
            ...(authorization ? { authorization } : {}),
          },
          validateStatus: () => true,
        })
      )
    const registered = await post("/auth/customer/emailpass/register", { email, password })
    await post("/store/customers", { email }, `Bearer ${registered.token}`)
    const { token } = await post("/auth/customer/emailpass", { email, password })
    return { authorization: `Bearer ${token}` }
  }

  /** Pays all of a cart with store credit. */
  async freeOfCharge(cartId: string): Promise<void> {
    const { cart } = await this.ok(this.store("get", `/carts/${cartId}`))
    await createCartCreditLinesWorkflow(this.container).run({
      input: [
        {
          cart_id: cartId,
          amount: cart.total,
          reference: "store-credit",
          reference_id: cartId,
          metadata: {},
        },
      ],
    })
  }

  /** A cart with items, address and shipping, ready to be paid. */
  async cart(input: CartInput): Promise<Body> {
    const { regions } = await this.ok(this.store("get", "/regions?limit=50"))
    const region = regions.find((candidate: Body) =>
      candidate.countries.some((country: Body) => country.iso_2 === input.country)
    )
    const { products } = await this.ok(
      this.store("get", `/products?limit=50&region_id=${region.id}&fields=*variants`)
    )
    const variants = new Map<string, string>(
      products.flatMap((product: Body) =>
        product.variants.map((variant: Body) => [variant.sku, variant.id])
      )
    )
    const items = input.items.map(({ sku, quantity }) => {
      const variant_id = variants.get(sku)
      if (!variant_id)
        throw new Error(`There is no ${sku} among ${[...variants.keys()].join(", ")}.`)
      return { variant_id, quantity }
    })
    const address = ADDRESSES[input.country]
    const { cart } = await this.ok(
      this.store("post", "/carts", {
        region_id: region.id,
        email: input.email ?? `customer@email.${input.country}`,
        items,
        shipping_address: address,
        billing_address: address,
        ...(input.promo ? { promo_codes: [input.promo] } : {}),
      })
    )
    const { shipping_options } = await this.ok(
      this.store("get", `/shipping-options?cart_id=${cart.id}`)
    )
    const option =
      shipping_options.find((candidate: Body) => candidate.name === input.shipping) ??
      shipping_options[0]
    await this.ok(
      this.store("post", `/carts/${cart.id}/shipping-methods`, { option_id: option.id })
    )
    return (await this.ok(this.store("get", `/carts/${cart.id}`))).cart
  }

  /** A payment session as Medusa's own route makes it. */
  async paymentSession(cartId: string): Promise<Body> {
    const { payment_collection } = await this.ok(
      this.store("post", "/payment-collections", { cart_id: cartId })
    )
    const answer = await this.ok(
      this.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_klarna_klarna",
      })
    )
    return answer.payment_collection.payment_sessions[0]
  }

  refresh(cartId: string): Promise<Body> {
    return this.ok(this.store("post", `/klarna/carts/${cartId}/refresh`, {}))
  }

  /** Without a token: Klarna is asked whether the shopper approved. */
  place(cartId: string, authorization_token?: string): Promise<AxiosResponse<Body>> {
    return this.store(
      "post",
      `/klarna/carts/${cartId}/place`,
      authorization_token ? { authorization_token } : {}
    )
  }

  async order(id: string): Promise<Body> {
    const fields =
      "+display_id,*items,*payment_collections.payment_sessions,*payment_collections.payments.captures,*payment_collections.payments.refunds,*fulfillments.labels"
    return (await this.ok(this.admin("get", `/orders/${id}?fields=${fields}`))).order
  }

  async payment(orderId: string): Promise<Body> {
    return (await this.order(orderId)).payment_collections[0].payments[0]
  }

  /** Fulfils items and ships them with a label; `items` maps titles or skus are not needed: ids of the order's items. */
  async ship(
    orderId: string,
    items: { id: string; quantity: number }[],
    label: { tracking_number: string; tracking_url: string }
  ): Promise<string> {
    const before = await this.order(orderId)
    const known = new Set((before.fulfillments ?? []).map((fulfillment: Body) => fulfillment.id))
    await this.ok(this.admin("post", `/orders/${orderId}/fulfillments`, { items }))
    const after = await this.order(orderId)
    const fulfillment = after.fulfillments.find((candidate: Body) => !known.has(candidate.id))
    await this.ok(
      this.admin("post", `/orders/${orderId}/fulfillments/${fulfillment.id}/shipments`, {
        items,
        labels: [{ ...label, label_url: "https://labels.example/1.pdf" }],
      })
    )
    return fulfillment.id
  }
}
