import { swedishOrder } from "../klarna-sandbox/testing/orders"
import { sandboxSuite } from "../klarna-sandbox/testing/suite"

type Json = Record<string, unknown>

sandboxSuite((world) => {
  const page = async (path: string, body?: Json) => {
    const answer = await fetch(`${world().sandbox.url}${path}`, {
      headers: { origin: "http://shop.example", "content-type": "application/json" },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const library = async (step: string, body: Json): Promise<Json> =>
    JSON.parse((await page(`/browser/payments/${step}`, body)).text)

  const clientToken = async () => {
    const { body } = await world().shop.post("/payments/v1/sessions", swedishOrder())
    return String(body["client_token"])
  }

  it.each([
    ["/kp/lib/v1/api.js", "text/javascript"],
    ["/web-sdk/v1/klarna.js", "text/javascript"],
    ["/browser/assets/badge.svg", "image/svg+xml"],
  ])("serves %s to any page, marked as a sandbox", async (path, type) => {
    const { status, headers, text } = await page(path)
    expect(status).toBe(200)
    expect(headers.get("content-type")).toContain(type)
    expect(headers.get("access-control-allow-origin")).toBe("*")
    expect(text).toMatch(/sandbox/i)
  })

  it("answers a page's question whether it may call", async () => {
    const answer = await fetch(`${world().sandbox.url}/browser/payments/load`, {
      method: "OPTIONS",
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get("access-control-allow-headers")).toContain("content-type")
  })

  it("shows the form with what the shop owes, and no personal data", async () => {
    expect(await library("load", { client_token: await clientToken() })).toEqual({
      approved: false,
      show_form: true,
      view: { order_amount: 104_900, purchase_currency: "SEK", locale: "sv-SE" },
    })
  })

  it("takes data with the form, and compares the order with it", async () => {
    const { sandbox, shop } = world()
    const client_token = await clientToken()
    await library("load", { client_token, data: { customer: { date_of_birth: "1941-03-21" } } })
    const { authorization_token } = await library("authorize", { client_token, outcome: "approve" })
    const body = { ...swedishOrder(), customer: { date_of_birth: "1990-01-01" } }
    expect((await shop.placeOrder(String(authorization_token), body)).status).toBe(409)
    expect((await shop.placeOrder(String(authorization_token), swedishOrder())).status).toBe(200)
    expect(await sandbox.requests()).toHaveLength(3)
    expect(await sandbox.requests({ api: "browser" })).toHaveLength(2)
  })

  it("hides the form after a refusal, until the order's data changes", async () => {
    const client_token = await clientToken()
    await library("authorize", { client_token, outcome: "deny" })
    expect(await library("load", { client_token })).toMatchObject({ show_form: false })
    const data = { merchant_data: "changed" }
    expect(await library("load", { client_token, data })).toMatchObject({ show_form: true })
  })

  it("hides the form from a shopper whom Klarna offers nothing", async () => {
    const data = { billing_address: { email: "customer+red@email.se", country: "SE" } }
    expect(await library("load", { client_token: await clientToken(), data })).toMatchObject({
      show_form: false,
    })
  })

  it("knows no token that it did not make", async () => {
    const { status } = await page("/browser/payments/load", { client_token: "a.b.c" })
    expect(status).toBe(404)
  })

  describe("a placement", () => {
    const asked = {
      client_id: "klarna_test_client_sandbox",
      key: "credit-promotion-badge",
      locale: "sv-SE",
      amount: "104900",
    }
    const placement = async (more: Record<string, string> = {}) =>
      JSON.parse(
        (await page(`/browser/messaging?${new URLSearchParams({ ...asked, ...more })}`)).text
      ) as Json

    it("speaks of the amount as the locale writes it", async () => {
      const { text, key, locale } = await placement()
      expect([key, locale]).toEqual(["credit-promotion-badge", "sv-SE"])
      expect(String(text).replace(/\s/g, " ")).toContain("1 049,00 kr")
      const hungary = await placement({ locale: "hu-HU" })
      expect(String(hungary["text"]).replace(/\s/g, " ")).toContain("1049,00 Ft")
    })

    it.each([
      [{ key: "credit-promotion-huge" }, /no placement/],
      [{ client_id: "klarna_test_client_unknown" }, /not registered/],
      [{ locale: "sv-US" }, /not a locale/],
      [{ amount: "1049.00" }, /minor units/],
    ])("is not shown for %j", async (more, reason) => {
      const answer = await placement(more)
      expect(answer["text"]).toBeUndefined()
      expect(answer["hidden"]).toMatch(reason)
    })

    it("knows Norway by both of its names", async () => {
      expect(await placement({ locale: "no-NO" })).toMatchObject({ locale: "nb-NO" })
    })
  })
})
