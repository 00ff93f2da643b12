import { eventually } from "./eventually"
import { shopSuite } from "./suite"
import { type Body } from "./shop"

const SWEATER = [{ sku: "SWEATER-M", quantity: 1 }]
const TWO_THINGS = [
  { sku: "SWEATER-M", quantity: 2 },
  { sku: "SHIRT-M", quantity: 1 },
]

shopSuite("Purchase", (world) => {
  async function approved(cart: Body): Promise<string> {
    const { shop, sandbox } = world()
    const { session, authorize_data } = await shop.refresh(cart.id)
    const { authorization_token } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    if (!authorization_token) throw new Error("The sandbox gave no approval.")
    return authorization_token
  }

  it("begins with Medusa's own payment session, which carries what the widget needs", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: TWO_THINGS })
    const session = await shop.paymentSession(cart.id)

    expect(session).toMatchObject({ provider_id: "pp_klarna_klarna", status: "pending" })
    expect(session.data).toMatchObject({
      client_token: expect.any(String),
      session_id: expect.any(String),
      payment_method_categories: [expect.objectContaining({ identifier: "klarna" })],
    })
    const lifetime = new Date(session.data.expires_at).getTime() - Date.now()
    expect(lifetime / 3_600_000).toBeCloseTo(48, 0)

    const created = (await sandbox.requests()).find(
      ({ operation }) => operation === "createCreditSession"
    )
    expect(created?.body).toMatchObject({
      purchase_country: "SE",
      purchase_currency: "SEK",
      locale: "sv-SE",
      order_amount: Math.round(cart.total * 100),
      merchant_reference2: cart.id,
    })
    expect(created?.body).not.toHaveProperty("billing_address")
  })

  it("J20: gives every line image and product address", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: TWO_THINGS })
    await shop.paymentSession(cart.id)
    const created: Body = (await sandbox.requests()).find(
      ({ operation }) => operation === "createCreditSession"
    )
    const goods = created.body.order_lines.filter((line: Body) => line.type === "physical")

    expect(goods).toHaveLength(2)
    for (const line of goods) {
      expect(line.image_url).toMatch(/\/images\/.+\.svg$/)
      expect(line.product_url).toMatch(/^https:\/\/shop\.example\/se\/products\/[\w-]+$/)
    }
    expect(created.body.order_lines).toContainEqual(
      expect.objectContaining({ type: "shipping_fee", tax_rate: 2500 })
    )
  })

  it("ends as one order on both sides, with the order number at Klarna", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: TWO_THINGS })
    const token = await approved(cart)
    const { status, data } = await shop.place(cart.id, token)

    expect(status).toBe(200)
    expect(data.order).toMatchObject({
      total: cart.total,
      currency_code: "sek",
      payment_status: "authorized",
    })
    const [klarnaOrder, ...others] = await sandbox.orders()
    expect(others).toEqual([])
    expect(klarnaOrder).toMatchObject({
      status: "AUTHORIZED",
      order_amount: Math.round(cart.total * 100),
      merchant_reference1: String(data.order.display_id),
      merchant_reference2: cart.id,
      shipping_address: expect.objectContaining({ given_name: "Alice", city: "Stockholm" }),
    })
    expect((await shop.payment(data.order.id)).data).toMatchObject({
      klarna_order_id: klarnaOrder?.order_id,
    })
  })

  it("F7: answers the same order to the same call, one after the other and at once", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approved(cart)
    const first = await Promise.all([shop.place(cart.id, token), shop.place(cart.id, token)])
    const later = await shop.place(cart.id, token)

    const answers = [...first, later]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ data }) => data.order.id)).size).toBe(1)
    expect(await sandbox.orders()).toHaveLength(1)
  })

  it("keeps one Klarna session through changes of the cart, and calls nobody when nothing changed", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const first = await shop.paymentSession(cart.id)
    const calls = async () =>
      (await sandbox.requests()).filter(({ path }) => path.startsWith("/payments/")).length
    const before = await calls()

    await shop.paymentSession(cart.id)
    expect(await calls()).toBe(before)

    await shop.ok(
      shop.store("post", `/carts/${cart.id}/line-items/${cart.items[0].id}`, { quantity: 3 })
    )
    const { session, order_amount } = await shop.refresh(cart.id)
    expect(session.client_token).toBe(first.data.client_token)
    expect(await calls()).toBe(before + 1)
    const { cart: changed } = await shop.ok(shop.store("get", `/carts/${cart.id}`))
    expect(order_amount).toBe(Math.round(changed.total * 100))
  })

  it("forgets a line that was taken out of the cart and an address that was replaced", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: TWO_THINGS })
    await shop.refresh(cart.id)
    await shop.ok(shop.store("delete", `/carts/${cart.id}/line-items/${cart.items[0].id}`))
    const address = {
      first_name: "Bo",
      last_name: "Ek",
      address_1: "Gatan 1",
      city: "Lund",
      country_code: "se",
    }
    await shop.ok(
      shop.store("post", `/carts/${cart.id}`, {
        shipping_address: address,
        billing_address: address,
      })
    )
    const { authorize_data } = await shop.refresh(cart.id)
    const goods = authorize_data.order_lines.filter((line: Body) => line.type === "physical")
    expect(goods.map((line: Body) => line.reference)).toEqual([cart.items[1].variant_sku])
    expect(authorize_data.shipping_address).toEqual({
      given_name: "Bo",
      family_name: "Ek",
      email: "customer@email.se",
      street_address: "Gatan 1",
      city: "Lund",
      country: "SE",
    })

    expect((await shop.place(cart.id, await approved(cart))).status).toBe(200)
    const [order] = await sandbox.orders()
    expect(order?.order_lines).toHaveLength(authorize_data.order_lines.length)
  })

  it("asks again when the cart changed after the approval, and leaves none behind", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approved(cart)
    await shop.ok(
      shop.store("post", `/carts/${cart.id}/line-items/${cart.items[0].id}`, { quantity: 2 })
    )

    const refused = await shop.place(cart.id, token)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.status).toBeLessThan(500)
    expect(await sandbox.orders()).toEqual([])

    const { status } = await shop.place(cart.id, await approved(cart))
    expect(status).toBe(200)
    expect(await sandbox.orders()).toHaveLength(1)
  })

  it("F10: makes no order without an approval, and the shopper can go on", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.paymentSession(cart.id)

    const completed = await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))
    expect(completed).toMatchObject({
      type: "cart",
      error: { type: "payment_requires_more_error" },
    })
    const forged = await shop.place(cart.id, "5f0a2c1e-0000-4000-8000-000000000000")
    expect(forged).toMatchObject({
      status: 409,
      data: { code: "approval_expired", message: expect.any(String) },
    })
    expect(await sandbox.orders()).toEqual([])

    expect((await shop.place(cart.id, await approved(cart))).status).toBe(200)
  })

  it("does not place a cart with the approval of another", async () => {
    const { shop, sandbox } = world()
    const [cheap, dear] = [
      await shop.cart({ country: "se", items: SWEATER }),
      await shop.cart({ country: "se", items: TWO_THINGS }),
    ]
    const token = await approved(cheap)
    await shop.refresh(dear.id)
    const { status, data } = await shop.place(dear.id, token)

    expect([409, 422, 400]).toContain(status)
    expect(data.message).toEqual(expect.any(String))
    expect(await sandbox.orders()).toEqual([])
  })

  it("F13: makes a new session silently when Klarna's has run out", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const first = await shop.refresh(cart.id)
    await sandbox.advanceClock(49 * 3600)
    await shop.ok(
      shop.store("post", `/carts/${cart.id}/line-items/${cart.items[0].id}`, { quantity: 2 })
    )
    const second = await shop.refresh(cart.id)

    expect(second.session.session_id).not.toBe(first.session.session_id)
    expect((await shop.place(cart.id, await approved(cart))).status).toBe(200)
  })

  it("F12: repeats the same body when Klarna's answer is lost, and places once", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approved(cart)
    await sandbox.fault({ operation: "createOrder", kind: "drop_after", times: 1 })
    const { status } = await shop.place(cart.id, token)

    expect(status).toBe(200)
    expect(await sandbox.orders()).toHaveLength(1)
    const sent = (await sandbox.requests()).filter(({ operation }) => operation === "createOrder")
    expect(sent).toHaveLength(2)
    expect(JSON.stringify(sent[0]?.body)).toBe(JSON.stringify(sent[1]?.body))
  })

  it("F21: a payment under review makes an order whose payment is pending, and nothing is captured", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({
      country: "us",
      items: SWEATER,
      email: "customer+pend-accept-05@email.us",
    })
    const { status, data } = await shop.place(cart.id, await approved(cart))

    expect(status).toBe(200)
    expect(data.order.payment_status).toBe("awaiting")
    const [order] = await sandbox.orders()
    expect(order).toMatchObject({ fraud_status: "PENDING", captured_amount: 0 })

    await sandbox.advanceClock(6 * 60)
    const { payment_collections } = await shop.order(data.order.id)
    const [session] = payment_collections[0].payment_sessions
    expect(session.status).toBe("pending_authorization")
    const { is_authorized } = await shop.ok(
      shop.admin("post", `/orders/${data.order.id}/payment-sessions/authorize`, {
        payment_session_id: session.id,
      })
    )
    expect(is_authorized).toBe(true)
    expect(await shop.payment(data.order.id)).toMatchObject({
      amount: data.order.total,
      captures: [],
    })
  })

  it("F21: believes a notice of Klarna only after reading the order, and a forged one changes nothing", async () => {
    const { shop, sandbox, api, container } = world()
    Object.assign(container.resolve("payment"), { options: { webhook_delay: 20 } })
    const cart = await shop.cart({
      country: "gb",
      items: SWEATER,
      email: "customer+pend-accept-05@email.uk",
    })
    const { data } = await shop.place(cart.id, await approved(cart))
    const [order] = await sandbox.orders()
    const notice = { order_id: order?.order_id, event_type: "FRAUD_RISK_ACCEPTED" }

    await api.post("/hooks/payment/klarna_klarna", notice)
    await eventually(async () => {
      const reads = (await sandbox.requests()).filter(({ operation }) => operation === "getOrder")
      expect(reads.length).toBeGreaterThan(0)
    })
    expect((await shop.order(data.order.id)).payment_collections[0].status).toBe("awaiting")

    await sandbox.advanceClock(6 * 60)
    await api.post("/hooks/payment/klarna_klarna", notice)
    await eventually(async () => expect(await shop.payment(data.order.id)).toBeDefined())
    expect((await shop.order(data.order.id)).payment_collections[0].status).toBe("authorized")
  })

  it("F8: gives back the approval of a shopper who is declined, and lets another way to pay work", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approved(cart)
    await sandbox.fault({
      kind: "status",
      operation: "createOrder",
      status: 403,
      body: { error_code: "REJECTED", error_messages: ["Rejected"], correlation_id: "x" },
    })
    const declined = await shop.place(cart.id, token)
    expect(declined).toMatchObject({ status: 422, data: { code: "declined" } })
    const { authorization_token } = await sandbox.session(
      (await shop.refresh(cart.id)).session.session_id
    )
    expect(authorization_token).toBeUndefined()

    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    await shop.ok(
      shop.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_system_default",
      })
    )
    expect(await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))).toMatchObject({
      type: "order",
    })
    expect(await sandbox.orders()).toEqual([])
  })

  it("F11: asks again when Klarna finds other data than it was given, and nothing is placed", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const { session, authorize_data } = await shop.refresh(cart.id)
    const other = {
      ...authorize_data,
      billing_address: { ...authorize_data.billing_address, postal_code: "11149" },
    }
    const { authorization_token = "" } = await sandbox.authorize(session.session_id, {
      data: other,
    })
    const refused = await shop.place(cart.id, authorization_token)

    expect(refused).toMatchObject({ status: 409, data: { code: "changed" } })
    expect(await sandbox.orders()).toEqual([])
    expect((await shop.place(cart.id, await approved(cart))).status).toBe(200)
  })
})
