import { message } from "../klarna-sandbox/testing/merchant"
import { address, line, shipping, swedishOrder } from "../klarna-sandbox/testing/orders"
import { sandboxSuite } from "../klarna-sandbox/testing/suite"

const MINUTE = 60

sandboxSuite((world) => {
  const data = () => ({
    ...swedishOrder(),
    billing_address: address(),
    shipping_address: address(),
  })

  const approved = async (session: object = swedishOrder(), given: object = data()) => {
    const { shop, sandbox } = world()
    const sessionId = await shop.createSession(session)
    const { authorization_token } = await sandbox.authorize(sessionId, { data: given })
    return { sessionId, token: authorization_token ?? "" }
  }

  const conflict = async (token: string, body: object) => {
    const reply = await world().shop.placeOrder(token, body)
    expect([reply.status, reply.body["error_code"]]).toEqual([409, "BAD_VALUE"])
    return message(reply)
  }

  describe("an approval", () => {
    it("becomes an order, once", async () => {
      const { shop, sandbox } = world()
      const { sessionId, token } = await approved()
      const reply = await shop.placeOrder(token, { ...data(), merchant_reference1: "1001" })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({
        order_id: expect.any(String),
        fraud_status: "ACCEPTED",
        authorized_payment_method: { type: "invoice", number_of_days: 30 },
      })
      expect(await sandbox.order(String(reply.body["order_id"]))).toMatchObject({
        status: "AUTHORIZED",
        order_amount: 104_900,
        remaining_authorized_amount: 104_900,
        merchant_reference1: "1001",
        sandbox: { session_id: sessionId },
      })
      const session = await shop.get(`/payments/v1/sessions/${sessionId}`)
      expect(session.body).toMatchObject({ status: "complete" })
      expect(session.body).not.toHaveProperty("authorization_token")
      const update = await shop.post(`/payments/v1/sessions/${sessionId}`, swedishOrder())
      expect([update.status, update.body["error_code"]]).toEqual([404, "SESSION_COMPLETED"])
    })

    it("names a hop over Klarna where there is a confirmation page to return to", async () => {
      const { shop } = world()
      const { token } = await approved()
      const merchant_urls = { confirmation: "https://shop.example/done?order={order.id}" }
      const { body } = await shop.placeOrder(token, { ...data(), merchant_urls })
      const hop = await fetch(String(body["redirect_url"]), { redirect: "manual" })
      expect(hop.status).toBe(302)
      expect(hop.headers.get("location")).toBe(
        `https://shop.example/done?order=${String(body["order_id"])}`
      )
    })

    it("F13: dies after 60 minutes", async () => {
      const { shop, sandbox } = world()
      const { token } = await approved()
      await sandbox.advanceClock(60 * MINUTE + 1)
      const reply = await shop.placeOrder(token, data())
      expect([reply.status, message(reply)]).toEqual([404, "Invalid authorization token"])
    })

    it("dies when its session is updated, and when another approval follows", async () => {
      const { shop, sandbox } = world()
      const first = await approved()
      await shop.post(`/payments/v1/sessions/${first.sessionId}`, swedishOrder())
      expect((await shop.placeOrder(first.token, data())).status).toBe(404)

      const second = await sandbox.authorize(first.sessionId, { data: data() })
      const third = await sandbox.authorize(first.sessionId, { data: data() })
      expect((await shop.placeOrder(second.authorization_token ?? "", data())).status).toBe(404)
      expect((await shop.placeOrder(third.authorization_token ?? "", data())).status).toBe(200)
    })

    it("can be released, and then places nothing", async () => {
      const { shop, sandbox } = world()
      const { token } = await approved()
      expect((await shop.call("DELETE", `/payments/v1/authorizations/${token}`)).status).toBe(204)
      expect((await shop.call("DELETE", `/payments/v1/authorizations/${token}`)).status).toBe(404)
      expect((await shop.placeOrder(token, data())).status).toBe(404)
      expect(await sandbox.orders()).toEqual([])
    })

    it("can't be released after it placed an order", async () => {
      const { shop } = world()
      const { token } = await approved()
      await shop.placeOrder(token, data())
      const reply = await shop.call("DELETE", `/payments/v1/authorizations/${token}`)
      expect([reply.status, message(reply)]).toEqual([404, "Authorization cannot be deleted"])
    })
  })

  describe("F11: what differs from what was approved", () => {
    it("is named for addresses, deep", async () => {
      const { token } = await approved()
      const moved = { ...data(), billing_address: { ...address(), postal_code: "111 48" } }
      expect(await conflict(token, moved)).toBe(
        "Not matching fields: [billing_address.postal_code]"
      )
      const { phone: _phone, ...silent } = address()
      expect(await conflict(token, { ...data(), shipping_address: silent })).toBe(
        "Not matching fields: [shipping_address.phone]"
      )
    })

    it("is counted for lines", async () => {
      const { token } = await approved()
      const extra = {
        ...shipping(),
        type: "surcharge",
        unit_price: 0,
        total_amount: 0,
        total_tax_amount: 0,
      }
      const body = { ...data(), order_lines: [...swedishOrder().order_lines, extra] }
      expect(await conflict(token, body)).toBe(
        "Not matching fields: [Incorrect number of items in the cart. Expected: 2, Actual: 3]"
      )
    })

    it("is named for lines, which are compared in their order", async () => {
      const { token } = await approved()
      const renamed = { ...data(), order_lines: [line({ name: "Wool jumper" }), shipping()] }
      expect(await conflict(token, renamed)).toBe("Not matching fields: [order_lines[0].name]")
      const swapped = { ...data(), order_lines: [shipping(), line()] }
      expect(await conflict(token, swapped)).toContain("order_lines[0].reference")
    })

    it("is named for amounts", async () => {
      const { token } = await approved()
      const body = {
        ...data(),
        order_amount: 100_000,
        order_tax_amount: 20_000,
        order_lines: [line()],
      }
      expect(await conflict(token, body)).toContain("order_amount, order_tax_amount")
    })

    it("does not matter for references, URLs, and what was never given before", async () => {
      const { shop } = world()
      const { token } = await approved({ ...swedishOrder(), merchant_reference1: "old" }, {})
      const body = {
        ...data(),
        merchant_reference1: "1002",
        merchant_urls: { confirmation: "https://shop.example/done" },
      }
      expect((await shop.placeOrder(token, body)).status).toBe(200)
    })

    it("leaves the approval alive for the matching body", async () => {
      const { token } = await approved()
      await conflict(token, { ...data(), billing_address: { ...address(), city: "Göteborg" } })
      expect((await world().shop.placeOrder(token, data())).status).toBe(200)
    })
  })

  describe("F12: a token that was used", () => {
    it("answers an identical repeat with the same order", async () => {
      const { shop, sandbox } = world()
      const { token } = await approved()
      const first = await shop.placeOrder(token, data())
      const again = await shop.placeOrder(token, data())
      expect([again.status, again.body]).toEqual([200, first.body])
      expect(await sandbox.orders()).toHaveLength(1)
    })

    it.each([
      [403, "INVALID_OPERATION", "Authorization token already consumed"],
      [409, "BAD_VALUE", "The order has been already completed with different request body"],
    ] as const)("or with %d, if it is told to", async (status, code, words) => {
      const { shop, sandbox } = world()
      await sandbox.settings({ repeat_order: status })
      const { token } = await approved()
      await shop.placeOrder(token, data())
      const again = await shop.placeOrder(token, data())
      expect([again.status, again.body["error_code"], message(again)]).toEqual([
        status,
        code,
        words,
      ])
    })

    it("refuses another body", async () => {
      const { token } = await approved()
      await world().shop.placeOrder(token, data())
      expect(await conflict(token, { ...data(), merchant_reference1: "other" })).toBe(
        "The order has been already completed with different request body"
      )
    })
  })

  describe("the shopper", () => {
    it.each([
      ["deny", { approved: false, show_form: false }],
      ["close", { approved: false, show_form: true }],
      [
        "correct",
        { approved: false, show_form: true, error: { invalid_fields: ["billing_address.phone"] } },
      ],
    ] as const)("may %s", async (outcome, expected) => {
      const { shop, sandbox } = world()
      const id = await shop.createSession(swedishOrder())
      expect(await sandbox.authorize(id, { data: data(), outcome })).toEqual(expected)
    })

    it("is declined by the e-mail of the playground", async () => {
      const { shop, sandbox } = world()
      const id = await shop.createSession(swedishOrder())
      const denied = { ...data(), billing_address: address("customer+denied@email.se") }
      expect(await sandbox.authorize(id, { data: denied })).toEqual({
        approved: false,
        show_form: false,
      })
    })

    it("is asked to correct data that Klarna would refuse", async () => {
      const { shop, sandbox } = world()
      const id = await shop.createSession(swedishOrder())
      const wrong = { ...data(), billing_address: { ...address(), phone: "none" } }
      expect(await sandbox.authorize(id, { data: wrong })).toEqual({
        approved: false,
        show_form: true,
        error: { invalid_fields: ["billing_address.phone"] },
      })
      expect((await sandbox.session(id))["billing_address"]).toBeUndefined()
    })

    it("needs a second step where pay now is not finalized at once", async () => {
      const { shop, sandbox } = world()
      await sandbox.settings({ categories: ["pay_later", "pay_now", "pay_over_time"] })
      const id = await shop.createSession(swedishOrder())
      const options = { payment_method_category: "pay_now", auto_finalize: false, data: data() }
      expect(await sandbox.authorize(id, options)).toEqual({
        approved: true,
        show_form: true,
        finalize_required: true,
      })
      expect(await sandbox.finalize(id, { outcome: "close" })).toEqual({
        approved: false,
        show_form: true,
      })
      const { authorization_token } = await sandbox.finalize(id)
      const reply = await shop.placeOrder(authorization_token ?? "", data())
      expect(reply.body["authorized_payment_method"]).toEqual({ type: "card" })
    })

    it("can't choose a category that the session lacks", async () => {
      const { shop, sandbox } = world()
      const id = await shop.createSession(swedishOrder())
      await expect(sandbox.authorize(id, { payment_method_category: "pay_now" })).rejects.toThrow(
        /400/
      )
    })
  })

  describe("a customer token", () => {
    const token = {
      description: "Monthly coffee",
      intended_use: "SUBSCRIPTION",
      locale: "sv-SE",
      purchase_country: "SE",
      purchase_currency: "SEK",
    }

    it("is not for an ordinary purchase", async () => {
      const { token: authorization } = await approved()
      const reply = await world().shop.post(
        `/payments/v1/authorizations/${authorization}/customer-token`,
        token
      )
      expect([reply.status, message(reply)]).toEqual([
        403,
        "Not allowed to create customer token for intent buy",
      ])
    })

    it("is made beside the order where the session said so", async () => {
      const { shop } = world()
      const { token: authorization } = await approved({
        ...swedishOrder(),
        intent: "buy_and_tokenize",
      })
      const reply = await shop.post(
        `/payments/v1/authorizations/${authorization}/customer-token`,
        token
      )
      expect(reply.status).toBe(200)
      expect(reply.body["token_id"]).toEqual(expect.any(String))
      expect((await shop.placeOrder(authorization, data())).status).toBe(200)
    })
  })
})
