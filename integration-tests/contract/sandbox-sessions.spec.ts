import { message } from "../klarna-sandbox/testing/merchant"
import { address, line, shipping, swedishOrder, usOrder } from "../klarna-sandbox/testing/orders"
import { sandboxSuite } from "../klarna-sandbox/testing/suite"

const HOUR = 3600

sandboxSuite((world) => {
  const refused = async (body: object) => {
    const reply = await world().shop.post("/payments/v1/sessions", body)
    expect(reply.status).toBe(400)
    return message(reply)
  }

  describe("a session", () => {
    it("is made with an id, a client token of a JWT's shape and the account's one category", async () => {
      const { shop, sandbox } = world()
      const { status, body } = await shop.post("/payments/v1/sessions", swedishOrder())
      expect(status).toBe(200)
      const [, claims] = String(body["client_token"]).split(".")
      expect(JSON.parse(Buffer.from(claims ?? "", "base64url").toString())).toMatchObject({
        session_id: body["session_id"],
        purchase_country: "SE",
      })
      expect(body["payment_method_categories"]).toEqual([
        {
          identifier: "klarna",
          name: "Betala med Klarna",
          asset_urls: {
            standard: `${sandbox.url}/browser/assets/badge.svg`,
            descriptive: `${sandbox.url}/browser/assets/badge.svg`,
          },
        },
      ])
    })

    it("has three categories for an account of the older kind", async () => {
      const { shop, sandbox } = world()
      await sandbox.settings({ categories: ["pay_later", "pay_now", "pay_over_time"] })
      const { body } = await shop.post("/payments/v1/sessions", swedishOrder())
      expect(body["payment_method_categories"]).toHaveLength(3)
    })

    it("answers an empty body with the names of currency and country, which proves the credentials", async () => {
      expect(await refused({})).toBe("Bad value: purchase_currency, purchase_country")
    })

    it("shows no personal data before the shopper has approved, and the token after", async () => {
      const { shop, sandbox } = world()
      const id = await shop.createSession({ ...swedishOrder(), billing_address: address() })
      const before = await shop.get(`/payments/v1/sessions/${id}`)
      expect(before.body).toMatchObject({ status: "incomplete", order_amount: 104_900 })
      expect(before.text).not.toContain("Alice")

      const { authorization_token } = await sandbox.authorize(id)
      const after = await shop.get(`/payments/v1/sessions/${id}`)
      expect(after.body).toMatchObject({ authorization_token, billing_address: address() })
    })

    it("takes a part of its data anew and keeps the rest", async () => {
      const { shop } = world()
      const id = await shop.createSession(swedishOrder())
      const reply = await shop.post(`/payments/v1/sessions/${id}`, {
        merchant_reference2: "cart_1",
      })
      expect(reply).toMatchObject({ status: 204, text: "" })
      const { body } = await shop.get(`/payments/v1/sessions/${id}`)
      expect(body).toMatchObject({ merchant_reference2: "cart_1", order_amount: 104_900 })
    })

    it("refuses an amount without its lines", async () => {
      const { shop } = world()
      const id = await shop.createSession(swedishOrder())
      const reply = await shop.post(`/payments/v1/sessions/${id}`, { order_amount: 1 })
      expect([reply.status, message(reply)]).toEqual([400, "Bad value: order_amount"])
    })

    it("F13: dies after 48 hours", async () => {
      const { shop, sandbox } = world()
      const id = await shop.createSession(swedishOrder())
      await sandbox.advanceClock(48 * HOUR - 60)
      expect((await shop.get(`/payments/v1/sessions/${id}`)).status).toBe(200)
      await sandbox.advanceClock(120)
      const reply = await shop.post(`/payments/v1/sessions/${id}`, swedishOrder())
      expect([reply.status, message(reply)]).toEqual([404, "Invalid session id"])
    })

    it("is unknown to another account", async () => {
      const { shop, sandbox } = world()
      const id = await shop.createSession(swedishOrder())
      const account = {
        username: "PK00009_other",
        password: "secret",
        categories: ["klarna" as const],
      }
      await sandbox.settings({ accounts: [{ ...account, countries: ["DE"] }] })
      const other = {
        authorization: `Basic ${Buffer.from("PK00009_other:secret").toString("base64")}`,
      }
      const reply = await shop.call("GET", `/payments/v1/sessions/${id}`, { headers: other })
      expect([reply.status, message(reply)]).toEqual([404, "Invalid session id"])

      const uncovered = await shop.post("/payments/v1/sessions", swedishOrder(), other)
      expect(message(uncovered)).toBe("Bad value: purchase_country")
    })
  })

  describe("the arithmetic", () => {
    const withLine = (more: Record<string, unknown>, amounts: object = {}) => ({
      ...swedishOrder(),
      order_lines: [line(more), shipping()],
      ...amounts,
    })

    it("F1: takes a line's tax within one of what follows from its gross and rate", async () => {
      const { shop } = world()
      for (const tax of [19_999, 20_000, 20_001]) {
        await shop.createSession(withLine({ total_tax_amount: tax }))
      }
      expect(await refused(withLine({ total_tax_amount: 20_002 }))).toBe(
        "Bad value: order_lines[0].total_tax_amount differs from the calculated value [20000] by more than [1]"
      )
    })

    it("F1: takes the order's tax within one for each line", async () => {
      const { shop } = world()
      await shop.createSession({ ...swedishOrder(), order_tax_amount: 20_982 })
      expect(await refused({ ...swedishOrder(), order_tax_amount: 20_983 })).toBe(
        "Bad value: order_tax_amount"
      )
    })

    it("F2: wants each total to be quantity times price less discount", async () => {
      const discounted = { unit_price: 60_000, total_discount_amount: 20_000 }
      await world().shop.createSession(withLine(discounted))
      expect(await refused(withLine({ unit_price: 60_000 }))).toBe(
        "Bad value: order_lines[0].total_amount"
      )
    })

    it("F2: wants the lines to sum to the order", async () => {
      expect(await refused({ ...swedishOrder(), order_amount: 104_899 })).toBe(
        "Bad value: order_amount"
      )
    })

    it("F6: takes gift cards only as negative lines without tax, and no negative fee", async () => {
      const { shop } = world()
      const credit = {
        type: "gift_card",
        name: "Gift card",
        quantity: 1,
        unit_price: -4900,
        total_amount: -4900,
      }
      const order = (credited: object) => ({
        ...swedishOrder(),
        order_amount: 100_000,
        order_lines: [line(), shipping(), credited],
      })
      await shop.createSession(order(credit))
      expect(await refused(order({ ...credit, tax_rate: 2500, total_tax_amount: -980 }))).toBe(
        "Bad value: order_lines[2].tax_rate, order_tax_amount"
      )
      expect(await refused(order({ ...credit, type: "surcharge" }))).toBe(
        "Bad value: order_lines[2].unit_price, order_lines[2].total_amount"
      )
    })

    it("wants sales tax of the US as a line of its own, which is the order's tax", async () => {
      await world().shop.createSession(usOrder())
      expect(await refused({ ...usOrder(), order_tax_amount: 887 })).toBe(
        "Bad value: order_tax_amount"
      )
      const [mug, tax] = usOrder().order_lines
      const taxed = { ...mug, tax_rate: 888, total_tax_amount: 816 }
      expect(await refused({ ...usOrder(), order_lines: [taxed, tax] })).toBe(
        "Bad value: order_lines[0].tax_rate, order_tax_amount"
      )
    })

    it("refuses an order of nothing", async () => {
      const free = { ...line({ unit_price: 0, total_amount: 0, total_tax_amount: 0 }) }
      const order = { ...swedishOrder(), order_amount: 0, order_tax_amount: 0, order_lines: [free] }
      expect(await refused(order)).toBe("Bad value: order_amount")
      await world().shop.createSession({ ...order, intent: "tokenize" })
    })
  })

  describe("limits, markets and addresses", () => {
    it("F22: names the fields over their limits", async () => {
      const order = {
        ...swedishOrder(),
        order_lines: [line({ name: "", reference: "x".repeat(256) }), shipping()],
      }
      expect(await refused(order)).toBe("Bad value: order_lines[0].reference, order_lines[0].name")
      expect(await refused({ ...swedishOrder(), merchant_data: "x".repeat(6001) })).toBe(
        "Bad value: merchant_data"
      )
      expect(await refused({ ...swedishOrder(), order_lines: Array(1001).fill(line()) })).toBe(
        "Bad value: order_lines"
      )
    })

    it("takes https alone for merchant URLs", async () => {
      const order = { ...swedishOrder(), merchant_urls: { confirmation: "http://shop.example" } }
      expect(await refused(order)).toBe("Bad value: merchant_urls.confirmation")
    })

    it("tells a wrong type from a wrong value", async () => {
      const { shop } = world()
      const reply = await shop.post("/payments/v1/sessions", {
        ...swedishOrder(),
        order_amount: "104900",
      })
      expect([reply.status, reply.body["error_code"]]).toEqual([400, "BAD_REQUEST"])
      expect(await refused({ ...swedishOrder(), order_amount: 104_900.5 })).toBe(
        "Bad value: order_amount"
      )
    })

    it("F15: knows each market's one currency, and lets the billing country override", async () => {
      expect(await refused({ ...swedishOrder(), purchase_currency: "EUR" })).toBe(
        "Bad value: purchase_currency"
      )
      expect(await refused({ ...swedishOrder(), purchase_country: "JP" })).toBe(
        "Bad value: purchase_country"
      )
      const german = { ...address(), country: "DE", postal_code: "10178" }
      expect(await refused({ ...swedishOrder(), billing_address: german })).toBe(
        "Bad value: purchase_currency, locale"
      )
    })

    it("F14: takes a country's own locales and a bare language", async () => {
      const { shop } = world()
      for (const locale of ["sv-SE", "en-SE", "en"])
        await shop.createSession({ ...swedishOrder(), locale })
      expect(await refused({ ...swedishOrder(), locale: "en-US" })).toBe("Bad value: locale")
      expect(await refused({ ...swedishOrder(), locale: "sv_SE" })).toBe("Bad value: locale")
    })

    it("F22: names what is wrong in an address", async () => {
      const wrong = { ...address(), phone: "call me", given_name: "A", postal_code: "W1S 3BE" }
      expect(await refused({ ...swedishOrder(), billing_address: wrong })).toBe(
        "Bad value: billing_address.given_name, billing_address.phone, billing_address.postal_code"
      )
      const long = { ...address(), postal_code: "12345678901" }
      expect(await refused({ ...swedishOrder(), shipping_address: long })).toBe(
        "Bad value: shipping_address.postal_code"
      )
    })
  })
})
