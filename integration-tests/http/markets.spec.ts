import { Modules } from "@medusajs/framework/utils"
import { ADDRESSES, type Address, type Body } from "./shop"
import { shopSuite } from "./suite"

const SWEATER = [{ sku: "SWEATER-M", quantity: 2 }]
const KLARNA = { provider_id: "pp_klarna_klarna" }

const OSLO: Address = { ...ADDRESSES.se, city: "Oslo", postal_code: "0151", country_code: "no" }
const VIENNA: Address = { ...ADDRESSES.de, city: "Wien", postal_code: "1010", country_code: "at" }
const ATHENS: Address = {
  first_name: "Ελένη",
  last_name: "Παπά",
  address_1: "Ερμού 1",
  postal_code: "10563",
  city: "Αθήνα",
  country_code: "gr",
}

shopSuite("Markets", (world) => {
  const billTo = (cart: Body, billing_address: Address, more: object = {}) => {
    const { shop } = world()
    return shop.ok(shop.store("post", `/carts/${cart.id}`, { billing_address, ...more }))
  }

  const choose = async (country: string, values: Record<string, unknown>) => {
    const { shop } = world()
    const { markets } = await shop.ok(shop.admin("get", "/klarna/markets"))
    const { version } = markets.find(({ country_code }: Body) => country_code === country)
    await shop.ok(shop.admin("post", `/klarna/markets/${country}`, { values, version }))
  }

  const sent = async (operation: string): Promise<Body[]> =>
    (await world().sandbox.requests())
      .filter((request) => request.operation === operation)
      .map(({ body }) => body)

  /** Approves what the browser would hand over, and places it. */
  const pay = async (cart: Body, headers: Record<string, string> = {}) => {
    const { shop, sandbox } = world()
    const { session, authorize_data } = await shop.ok(
      shop.store("post", `/klarna/carts/${cart.id}/refresh`, {}, headers)
    )
    const { authorization_token } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    const { order } = await shop.ok(
      shop.store("post", `/klarna/carts/${cart.id}/place`, { authorization_token }, headers)
    )
    const [klarnaOrder, ...others] = await sandbox.orders()
    expect(others).toEqual([])
    return { order, klarnaOrder, authorize_data }
  }

  it("F15: says that Norway is paid in kronor of its own where a Swedish cart is billed there, and lets other ways work", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.refresh(cart.id)
    await billTo(cart, OSLO)

    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    const sessions = `/payment-collections/${payment_collection.id}/payment-sessions`
    for (const [path, body] of [
      [sessions, KLARNA],
      [`/klarna/carts/${cart.id}/refresh`, {}],
    ] as const) {
      const { status, data } = await shop.store("post", path, body)
      expect([400, 422]).toContain(status)
      expect(data).toMatchObject({
        code: "unavailable",
        message: "Klarna in NO is paid in NOK, not in SEK.",
      })
    }
    await shop.ok(shop.store("post", sessions, { provider_id: "pp_system_default" }))
    await billTo(cart, ADDRESSES.se ?? {})
    await pay(cart)
    expect(await sandbox.orders()).toHaveLength(1)
  })

  it("F15: follows a billing country that changes late with a new session, while the parcel goes where it went", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "de", items: SWEATER })
    const german = await shop.refresh(cart.id)
    await billTo(cart, VIENNA)
    const austrian = await shop.refresh(cart.id)
    expect(austrian.session.session_id).not.toBe(german.session.session_id)
    const { klarnaOrder, authorize_data } = await pay(cart)

    const sessions = await sent("createCreditSession")
    expect(sessions.map(({ purchase_country, locale }) => [purchase_country, locale])).toEqual([
      ["DE", "de-DE"],
      ["AT", "de-AT"],
    ])
    expect(authorize_data).toMatchObject({
      purchase_country: "AT",
      billing_address: { country: "AT", city: "Wien" },
      shipping_address: { country: "DE", city: "Berlin" },
    })
    expect(klarnaOrder).toMatchObject({ purchase_country: "AT", locale: "de-AT" })
  })

  it("F14: speaks the cart's language where Klarna has it in the market, else the market's", async () => {
    const { shop } = world()
    for (const locale of ["en-US", "ja-JP"]) {
      const cart = await shop.cart({ country: "se", items: SWEATER })
      await shop.ok(shop.store("post", `/carts/${cart.id}`, { locale }))
      await shop.refresh(cart.id)
    }
    expect((await sent("createCreditSession")).map(({ locale }) => locale)).toEqual([
      "en-SE",
      "sv-SE",
    ])
  })

  it("F14: speaks Greek to a payer whose address is in Greek letters", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "de", items: SWEATER })
    await billTo(cart, ATHENS, { locale: "en-GB" })
    const { authorize_data, klarnaOrder } = await pay(cart)

    expect(authorize_data).toMatchObject({
      locale: "el-GR",
      billing_address: { given_name: "Ελένη", city: "Αθήνα" },
      shipping_address: { given_name: "Mock", country: "DE" },
    })
    expect(klarnaOrder).toMatchObject({ purchase_country: "GR", locale: "el-GR" })
  })

  it("F11: leaves a payer whose letters Klarna does not take to Klarna, at the approval as at the order", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await billTo(cart, { ...ADDRESSES.se, first_name: "李小" })
    const { authorize_data } = await pay(cart)
    const [order] = await sent("createOrder")

    for (const body of [authorize_data, order]) {
      expect(body).not.toHaveProperty("billing_address")
      expect(body).not.toHaveProperty("shipping_address")
    }
  })

  it("knows a company from a person where business is on, and makes each a session of its own", async () => {
    const { shop } = world()
    const company: Address = { ...ADDRESSES.de, company: "Mock & Söhne GmbH" }
    const metadata = {
      klarna: {
        organization_registration_id: "HRB 12345",
        organization_entity_type: "LIMITED_COMPANY",
        vat_id: "not a number, surely!",
      },
    }
    const private_ = await shop.cart({ country: "de", items: SWEATER })
    await billTo(private_, company, { metadata })
    expect(JSON.stringify(await shop.refresh(private_.id))).not.toContain("organization")

    await choose("DE", { b2b: true })
    const cart = await shop.cart({ country: "de", items: SWEATER })
    const person = await shop.refresh(cart.id)
    await billTo(cart, company, { metadata })
    const business = await shop.refresh(cart.id)
    expect(business.session.session_id).not.toBe(person.session.session_id)
    const { authorize_data } = await pay(cart)
    await choose("DE", { b2b: null })

    expect((await sent("createCreditSession")).map(({ customer }) => customer)).toEqual([
      undefined,
      undefined,
      { type: "organization" },
    ])
    const customer = {
      type: "organization",
      organization_registration_id: "HRB 12345",
      organization_entity_type: "LIMITED_COMPANY",
    }
    const [order] = await sent("createOrder")
    for (const body of [authorize_data, order]) {
      expect(body).toMatchObject({
        customer,
        billing_address: { organization_name: "Mock & Söhne GmbH" },
      })
      expect(body.customer).toEqual(customer)
    }
  })

  it("tells of a customer's account with the approval alone, and only where the market wants it", async () => {
    const { shop } = world()
    const signedIn = await shop.customer("account@email.se")
    const begin = async () => {
      const cart = await shop.cart({ country: "se", items: SWEATER })
      await shop.ok(shop.store("post", `/carts/${cart.id}/customer`, {}, signedIn))
      return cart
    }
    const quiet = await shop.ok(
      shop.store("post", `/klarna/carts/${(await begin()).id}/refresh`, {}, signedIn)
    )
    expect(quiet.authorize_data).not.toHaveProperty("attachment")

    await choose("SE", { extra_merchant_data: true })
    const { authorize_data } = await pay(await begin(), signedIn)
    const guest = await shop.refresh((await shop.cart({ country: "se", items: SWEATER })).id)
    await choose("SE", { extra_merchant_data: null })

    const [account] = JSON.parse(authorize_data.attachment.body).customer_account_info
    expect(account).toEqual({
      unique_account_identifier: expect.stringMatching(/^cus_/),
      account_registration_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      account_last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    expect(guest.authorize_data).not.toHaveProperty("attachment")
    for (const operation of ["createCreditSession", "updateCreditSession", "createOrder"]) {
      for (const body of await sent(operation)) expect(body).not.toHaveProperty("attachment")
    }
  })

  it("asks Klarna to capture at once only where nothing is shipped, as the merchant chose", async () => {
    const { shop, container } = world()
    await choose("GB", { capture: "immediate_digital" })
    const shipped = await shop.cart({ country: "gb", items: SWEATER })
    await pay(shipped)
    await world().sandbox.reset()
    const digital = await shop.cart({ country: "gb", items: [{ sku: "GIFT-M", quantity: 1 }] })
    await container
      .resolve(Modules.CART)
      .updateLineItems(digital.items[0].id, { requires_shipping: false })
    await pay(digital)
    await choose("GB", { capture: null })

    const [order] = await sent("createOrder")
    expect(order).toMatchObject({ auto_capture: true, order_lines: [{ type: "digital" }, {}] })
  })

  it("names the confirmation page in session and order, and updates nothing for it", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.refresh(cart.id)
    await shop.refresh(cart.id)
    await pay(cart)
    const confirmation = `https://shop.example/se/order/confirmed?cart_id=${cart.id}`

    const [session] = await sent("createCreditSession")
    const [order] = await sent("createOrder")
    expect(session.merchant_urls).toMatchObject({ confirmation })
    expect(order.merchant_urls).toEqual(session.merchant_urls)
    expect(await sent("updateCreditSession")).toEqual([])
  })

  describe("a payment collection of an order", () => {
    const collectionOf = async (orderId: string, amount: number): Promise<Body> => {
      const { shop } = world()
      const { payment_collection } = await shop.ok(
        shop.admin("post", "/payment-collections", { order_id: orderId, amount })
      )
      return payment_collection
    }

    const draftOrder = async (cart: Body): Promise<Body> => {
      const { shop } = world()
      const [method] = cart.shipping_methods
      const { draft_order } = await shop.ok(
        shop.admin("post", "/draft-orders", {
          region_id: cart.region_id,
          email: "customer@email.se",
          billing_address: ADDRESSES.se,
          shipping_address: ADDRESSES.se,
          items: [{ variant_id: cart.items[0].variant_id, quantity: 2 }],
          shipping_methods: [
            {
              name: "PostNord",
              shipping_option_id: method.shipping_option_id,
              amount: method.amount,
            },
          ],
        })
      )
      return draft_order
    }

    const klarnaSession = (collection: Body) =>
      world().shop.admin("post", `/payment-collections/${collection.id}/payment-sessions`, KLARNA)

    it("is paid as a whole for a draft order, with all of its lines and its number", async () => {
      const { shop, sandbox, container } = world()
      const draft = await draftOrder(await shop.cart({ country: "se", items: SWEATER }))
      const collection = await collectionOf(draft.id, draft.total)
      const { payment_collection } = await shop.ok(klarnaSession(collection))
      const [session] = payment_collection.payment_sessions

      const [body] = await sent("createCreditSession")
      expect(body).toMatchObject({
        order_amount: Math.round(draft.total * 100),
        merchant_reference2: collection.id,
      })
      // The page that is found by a cart is not for an order that never had one.
      expect(body.merchant_urls).not.toHaveProperty("confirmation")
      expect(body.order_lines.map(({ type, quantity }: Body) => [type, quantity])).toEqual([
        ["physical", 2],
        ["shipping_fee", 1],
      ])

      await sandbox.authorize(session.data.session_id)
      await shop.ok(shop.admin("post", `/draft-orders/${draft.id}/convert-to-order`, {}))
      await container.resolve(Modules.PAYMENT).authorizePaymentSession(session.id, {})
      const [klarnaOrder, ...others] = await sandbox.orders()
      expect(others).toEqual([])
      expect(klarnaOrder).toMatchObject({
        order_amount: Math.round(draft.total * 100),
        merchant_reference1: String(draft.display_id),
      })
    })

    it("is paid as far as it asks where an order was edited: a part of every line, exact to the öre", async () => {
      const { shop } = world()
      const { order } = await pay(await shop.cart({ country: "se", items: SWEATER }))
      const payment = await shop.payment(order.id)
      await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
      const before = await shop.order(order.id)

      await shop.ok(shop.admin("post", "/order-edits", { order_id: order.id }))
      await shop.ok(
        shop.admin("post", `/order-edits/${order.id}/items`, {
          items: [{ variant_id: before.items[0].variant_id, quantity: 1, unit_price: 333.33 }],
        })
      )
      await shop.ok(shop.admin("post", `/order-edits/${order.id}/confirm`, {}))
      const edited = await shop.order(order.id)
      const open = edited.payment_collections.find(({ status }: Body) => status === "not_paid")
      expect(Math.round(open.amount * 100)).toBe(Math.round((edited.total - before.total) * 100))

      await world().sandbox.reset()
      await shop.ok(klarnaSession(open))
      const [body] = await sent("createCreditSession")
      const sum = body.order_lines.reduce(
        (total: number, line: Body) => total + line.total_amount,
        0
      )
      expect(body.order_amount).toBe(Math.round(open.amount * 100))
      expect(sum).toBe(body.order_amount)
      expect(body.order_lines.length).toBeGreaterThan(2)
    })

    it("is not for Klarna where it asks for nothing, or for more than the order is worth", async () => {
      const { shop } = world()
      const draft = await draftOrder(await shop.cart({ country: "se", items: SWEATER }))
      for (const [amount, reason] of [
        [0, "nothing to pay"],
        [draft.total + 1, "more than the order is worth"],
      ] as const) {
        const { status, data } = await klarnaSession(await collectionOf(draft.id, amount))
        expect({ status, message: data.message }).toEqual({
          status: 400,
          message: expect.stringContaining(reason),
        })
      }
      expect(await sent("createCreditSession")).toEqual([])
    })
  })
})
