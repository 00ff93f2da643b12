import type KlarnaModuleService from "../../src/modules/klarna/service"
import { shopSuite } from "./suite"
import type { Body } from "./shop"

const SWEATER = [{ sku: "SWEATER-M", quantity: 1 }]

shopSuite("Bad input", (world) => {
  it("answers an unknown cart, an empty cart and a completed cart with a reason", async () => {
    const { shop, sandbox } = world()
    expect(await shop.store("post", "/klarna/carts/cart_nobody/refresh", {})).toMatchObject({
      status: 404,
      data: { message: expect.stringContaining("cart_nobody") },
    })
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.ok(shop.store("delete", `/carts/${cart.id}/line-items/${cart.items[0].id}`))
    expect(await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})).toMatchObject({
      status: 400,
      data: { message: expect.stringContaining("nothing to pay") },
    })
    expect(await sandbox.orders()).toEqual([])
  })

  it("F15: says why Klarna is not there where the country's currency is not the cart's", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.ok(
      shop.store("post", `/carts/${cart.id}`, {
        billing_address: {
          first_name: "A",
          last_name: "B",
          address_1: "Gate 1",
          city: "Oslo",
          country_code: "no",
        },
      })
    )
    const { status, data } = await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})
    expect(status).toBe(400)
    expect(data.message).toContain("NOK")
    expect(data.message).toContain("SEK")
    expect(await sandbox.requests()).toEqual([])
  })

  it("leaves a cart that can't use Klarna payable by other means", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.ok(
      shop.store("post", `/carts/${cart.id}`, {
        billing_address: {
          first_name: "A",
          last_name: "B",
          address_1: "Rua 1",
          city: "Rio",
          country_code: "us",
        },
      })
    )
    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    const refused = await shop.store(
      "post",
      `/payment-collections/${payment_collection.id}/payment-sessions`,
      {
        provider_id: "pp_klarna_klarna",
      }
    )
    expect(refused).toMatchObject({
      status: 400,
      data: { message: expect.stringContaining("USD") },
    })
    await shop.ok(
      shop.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_system_default",
      })
    )
    expect(await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))).toMatchObject({
      type: "order",
    })
  })

  it("I9: without credentials Klarna reports itself unavailable, and the store goes on", async () => {
    const { shop, container } = world()
    const { options } = container.resolve<KlarnaModuleService>("klarna")
    const regions = { ...options.regions }
    delete options.regions.eu
    try {
      const cart = await shop.cart({ country: "se", items: SWEATER })
      const refused = await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})
      expect(refused).toMatchObject({
        status: 400,
        data: { message: expect.stringContaining("KLARNA_EU_API_KEY") },
      })
      const config = await shop.ok(shop.store("get", "/klarna/config?country_code=SE"))
      expect(config).toMatchObject({
        available: false,
        reason: expect.any(String),
        placements: expect.anything(),
      })

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
    } finally {
      Object.assign(options.regions, regions)
    }
  })

  it("refuses bodies of the wrong shape, naming the field", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const place = `/klarna/carts/${cart.id}/place`
    expect(await shop.store("post", place, {})).toMatchObject({
      status: 409,
      data: { code: "not_approved" },
    })
    for (const body of [
      { authorization_token: 5 },
      { authorization_token: "" },
      { authorization_token: "../../orders" },
      { authorization_token: "a".repeat(300) },
      { authorization_token: null },
    ]) {
      const { status, data } = await shop.store("post", place, body)
      expect(status).toBe(400)
      expect(data.message).toContain("authorization_token")
    }
    expect(await shop.store("post", place, { authorization_token: "a", amount: 1 })).toMatchObject({
      status: 400,
      data: { message: expect.stringContaining("amount") },
    })
    expect(
      (await shop.store("post", `/klarna/carts/${cart.id}/refresh`, { order_amount: 1 })).status
    ).toBe(400)
  })

  it("refuses malformed JSON and ten megabytes", async () => {
    const { api, shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const send = (data: string) =>
      api.post(`/store/klarna/carts/${cart.id}/place`, data, {
        headers: {
          "content-type": "application/json",
          "x-publishable-api-key": shop.publishableKey,
        },
        validateStatus: () => true,
        transformRequest: (body: unknown) => body,
      })
    expect((await send('{"authorization_token":')).status).toBe(400)
    expect(
      (await send(JSON.stringify({ authorization_token: "a".repeat(10_000_000) }))).status
    ).toBe(413)
  })

  it("keeps a customer's cart from strangers", async () => {
    const { shop, api } = world()
    const owner = await shop.customer("owner@email.se")
    const stranger = await shop.customer("stranger@email.se")
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.ok(shop.store("post", `/carts/${cart.id}/customer`, {}, owner))

    for (const headers of [{}, stranger]) {
      expect(
        (await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {}, headers)).status
      ).toBe(404)
      expect(
        (
          await shop.store(
            "post",
            `/klarna/carts/${cart.id}/place`,
            { authorization_token: "a" },
            headers
          )
        ).status
      ).toBe(404)
    }
    expect((await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {}, owner)).status).toBe(
      200
    )
    expect((await api.get("/health")).status).toBe(200)
  })

  it("hides Klarna for a total of nothing", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: [{ sku: "SWEATER-M", quantity: 1 }] })
    await shop.freeOfCharge(cart.id)
    const { status, data } = await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})
    expect(status).toBe(400)
    expect(data.message).toContain("nothing to pay")
    expect(await sandbox.requests()).toEqual([])
  })

  it("F25: takes no line or amount from the browser", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    await shop.ok(
      shop.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_klarna_klarna",
        data: {
          order_amount: 1,
          order_lines: [],
          klarna_order_id: "forged",
          session_id: "forged",
          authorization_token: { a: 1 },
        },
      })
    )
    const [created, ...more]: Body[] = await sandbox.requests()
    expect(more).toEqual([])
    expect(created.body.order_amount).toBe(Math.round(cart.total * 100))
    const { cart: after } = await shop.ok(
      shop.store("get", `/carts/${cart.id}?fields=*payment_collection.payment_sessions`)
    )
    const [session] = after.payment_collection.payment_sessions
    expect(session.data.session_id).toBe(created.response.session_id)
  })

  it("refuses refunds that make no sense, with nothing changed", async () => {
    const { shop } = world()
    for (const body of [
      {},
      { amount: 0 },
      { amount: -1 },
      { amount: 1.001 },
      { amount: "5" },
      { amount: 5, items: [{ id: "ordli_1", quantity: 1 }] },
      { items: [] },
      { items: [{ id: "ordli_1", quantity: 0 }] },
      { items: [{ id: "ordli_1", quantity: 1.5 }] },
      {
        items: [
          { id: "ordli_1", quantity: 1 },
          { id: "ordli_1", quantity: 1 },
        ],
      },
      { amount: 5, currency: "EUR" },
    ]) {
      expect((await shop.admin("post", "/klarna/orders/order_1/refund", body)).status).toBe(400)
    }
    expect((await shop.admin("post", "/klarna/orders/order_1/refund", { amount: 5 })).status).toBe(
      404
    )
    expect((await shop.admin("get", "/klarna/orders/order_1")).status).toBe(404)
  })

  it("shows nothing of the admin's to a stranger", async () => {
    const { api, shop } = world()
    for (const path of ["/admin/klarna/orders/order_1", "/admin/klarna/markets"]) {
      const { status } = await api.get(path, {
        headers: { "x-publishable-api-key": shop.publishableKey },
        validateStatus: () => true,
      })
      expect(status).toBe(401)
    }
  })
})
