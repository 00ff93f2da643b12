import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { hostedPage } from "../klarna-sandbox/apis/hosted-page"
import { Contracts } from "../klarna-sandbox/contracts"
import type { JsonObject } from "../klarna-sandbox/rules/json"
import { spawnSandbox, type Sandbox } from "../klarna-sandbox/spawn"
import { Ear } from "../klarna-sandbox/testing/ear"
import { merchant, message } from "../klarna-sandbox/testing/merchant"
import { address, swedishOrder, usAddress, usOrder } from "../klarna-sandbox/testing/orders"
import { sandboxSuite } from "../klarna-sandbox/testing/suite"

const HOUR = 60 * 60
const PAGES = "/hpp/v1/sessions"
const MAIN = "integration-tests/klarna-sandbox/main.ts"

const merchantUrls = () => ({
  success:
    "https://shop.example/paid?page={{session_id}}&token={{authorization_token}}&order={{order_id}}",
  failure: "https://shop.example/declined?page={{session_id}}",
  back: "https://shop.example/checkout?page={{session_id}}",
  cancel: "https://shop.example/cancelled?page={{session_id}}",
  error: "https://shop.example/broken?page={{session_id}}",
})

type Page = { session: string; id: string; url: string; made: JsonObject }
type Given = {
  order?: object
  session?: string
  mode?: "NONE" | "PLACE_ORDER" | "CAPTURE_ORDER"
  options?: object
  urls?: object
}

const contracts = new Contracts(process.env["KLARNA_CONTRACTS"])
if (!contracts.checked) {
  console.warn(
    `Klarna's contracts are not in ${contracts.folder}: hosted pages are not held against them. Set KLARNA_CONTRACTS to their folder.`
  )
}

sandboxSuite((world) => {
  const sessionUrl = (id: string) => `${world().sandbox.url}/payments/v1/sessions/${id}`

  const make = async ({ order = swedishOrder(), session, mode, options, urls }: Given = {}) => {
    const { shop } = world()
    const paid = session ?? (await shop.createSession(order))
    const reply = await shop.post(PAGES, {
      payment_session_url: sessionUrl(paid),
      merchant_urls: urls ?? merchantUrls(),
      options: { ...(mode ? { place_order_mode: mode } : {}), ...options },
    })
    if (reply.status !== 201) throw new Error(`make a page: ${reply.status} ${reply.text}`)
    const { session_id, redirect_url } = reply.body
    const page: Page = {
      session: paid,
      id: String(session_id),
      url: String(redirect_url),
      made: reply.body,
    }
    return page
  }
  const read = async ({ id }: Page) => (await world().shop.get(`${PAGES}/${id}`)).body
  const ask = async (body: object) => {
    const reply = await world().shop.post(PAGES, body)
    return { status: reply.status, said: message(reply) }
  }
  const visit = async (url: string, method = "GET") => {
    const answer = await fetch(url, { method, redirect: "manual" })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  it("has every operation of a hosted page once", () => {
    expect(new Set(hostedPage.routes.map(({ operation }) => operation)).size).toBe(4)
    if (!contracts.checked) return
    const listed = contracts.operationNames()
    expect(hostedPage.routes.filter(({ operation }) => !listed.includes(operation))).toEqual([])
  })

  describe("making a page", () => {
    it("answers the addresses of the page, and ends an hour before the payment session", async () => {
      const { sandbox } = world()
      const page = await make()
      expect(page.made).toEqual({
        session_id: page.id,
        session_url: `${sandbox.url}${PAGES}/${page.id}`,
        redirect_url: expect.stringContaining(`${sandbox.url}/hosted-page/`),
        distribution_url: `${sandbox.url}${PAGES}/${page.id}/distribution`,
        expires_at: expect.any(String),
      })
      expect(page.url).not.toContain(page.id)
      const session = await sandbox.session(page.session)
      const ends = Date.parse(String(session["expires_at"]))
      expect(ends - Date.parse(String(page.made["expires_at"]))).toBe(HOUR * 1000)
      expect(await read(page)).toMatchObject({ session_id: page.id, status: "WAITING" })
      await sandbox.assertNoViolations()
    })

    it("takes the address of a payment session on this host, and nothing else", async () => {
      const { sandbox, shop } = world()
      const id = await shop.createSession(swedishOrder())
      for (const payment_session_url of [
        id,
        `${sandbox.url}/payments/v1/sessions`,
        `${sandbox.url}/checkout/v3/orders/${id}`,
        `${sandbox.url}/payments/v1/sessions/${id}?x=1`,
        `https://api.klarna.com/payments/v1/sessions/${id}`,
      ]) {
        expect(await ask({ payment_session_url })).toEqual({
          status: 400,
          said: "Bad value: payment_session_url",
        })
      }
    })

    it("F13: finds no session that is unknown, of another shop, completed, or about to expire", async () => {
      const { sandbox, shop } = world()
      const unknown = sessionUrl("3c0d8cf2-0000-4000-8000-000000000001")
      expect((await ask({ payment_session_url: unknown })).status).toBe(404)

      const other = merchant(sandbox.url, { authorization: "Basic klarna_test_api_sandbox_three" })
      const foreign = sessionUrl(await other.createSession(swedishOrder()))
      expect((await ask({ payment_session_url: foreign })).status).toBe(404)

      const id = await shop.createSession(swedishOrder())
      const { authorization_token } = await sandbox.authorize(id)
      await shop.placeOrder(authorization_token ?? "", swedishOrder())
      expect((await ask({ payment_session_url: sessionUrl(id) })).said).toContain("completed")

      const late = sessionUrl(await shop.createSession(swedishOrder()))
      await sandbox.advanceClock(47 * HOUR + 1)
      expect(await ask({ payment_session_url: late })).toEqual({
        status: 404,
        said: "Payment session has expired",
      })
    })

    it("refuses addresses without https, and categories that contradict or that the account lacks", async () => {
      const payment_session_url = sessionUrl(await world().shop.createSession(swedishOrder()))
      const wrong = async (more: object) => (await ask({ payment_session_url, ...more })).said
      expect(await wrong({ merchant_urls: { back: "http://shop.example" } })).toBe(
        "Bad value: merchant_urls.back"
      )
      expect(await wrong({ options: { place_order_mode: "LATER" } })).toBe(
        "Bad value: options.place_order_mode"
      )
      expect(await wrong({ options: { payment_method_category: "PAY_NOW" } })).toBe(
        "Bad value: options.payment_method_category"
      )
      const both = { payment_method_category: "KLARNA", payment_method_categories: ["KLARNA"] }
      expect(await wrong({ options: both })).toBe("Bad value: options.payment_method_categories")
    })

    it("wants credentials, and shows a page to nobody but its shop", async () => {
      const { sandbox } = world()
      const page = await make()
      const stranger = merchant(sandbox.url, { authorization: "Basic bm9ib2R5" })
      expect((await stranger.get(`${PAGES}/${page.id}`)).status).toBe(401)
      const other = merchant(sandbox.url, { authorization: "Basic klarna_test_api_sandbox_three" })
      expect((await other.get(`${PAGES}/${page.id}`)).status).toBe(404)
      expect((await other.call("DELETE", `${PAGES}/${page.id}`)).status).toBe(404)
      expect(await read(page)).toMatchObject({ status: "WAITING" })
    })
  })

  describe("the shopper's decision", () => {
    it("hands over a token with which the shop's own order matches", async () => {
      const { sandbox, shop } = world()
      const order = { ...swedishOrder(), billing_address: address(), shipping_address: address() }
      const page = await make({ order })
      const left = await sandbox.hostedPage(page.id, "approve")
      const { authorization_token, ...rest } = await read(page)
      const token = String(authorization_token)
      expect(rest).toMatchObject({ status: "COMPLETED" })
      expect(rest).not.toHaveProperty("order_id")
      expect(left).toEqual({
        status: "COMPLETED",
        merchant_url: `https://shop.example/paid?page=${page.id}&token=${token}&order=`,
        location: `https://shop.example/paid?page=${page.id}&token=${token}&order=`,
      })
      expect(await sandbox.session(page.session)).toMatchObject({ authorization_token: token })
      expect((await shop.placeOrder(token, order)).status).toBe(200)
      await sandbox.assertNoViolations()
    })

    it("F11: the shop's order still has to match what the session holds", async () => {
      const order = { ...swedishOrder(), billing_address: address() }
      const page = await make({ order })
      await world().sandbox.hostedPage(page.id, "approve")
      const token = String((await read(page))["authorization_token"])
      const changed = { ...order, billing_address: { ...address(), postal_code: "11149" } }
      const reply = await world().shop.placeOrder(token, changed)
      expect([reply.status, message(reply)]).toEqual([
        409,
        "Not matching fields: [billing_address.postal_code]",
      ])
    })

    it.each([
      ["deny", "FAILED", "declined"],
      ["back", "BACK", "checkout"],
      ["cancel", "CANCELLED", "cancelled"],
    ] as const)("%s leads to %s, and reserves nothing", async (outcome, status, path) => {
      const { sandbox } = world()
      const page = await make({ mode: "PLACE_ORDER" })
      expect(await sandbox.hostedPage(page.id, outcome)).toMatchObject({
        status,
        location: `https://shop.example/${path}?page=${page.id}`,
      })
      const known = await read(page)
      expect(known).toMatchObject({ status })
      expect(Object.keys(known).sort()).toEqual([
        "expires_at",
        "session_id",
        "status",
        "updated_at",
      ])
      expect(await sandbox.session(page.session)).not.toHaveProperty("authorization_token")
      expect(await sandbox.orders()).toEqual([])
    })

    it("F10: a shopper whom Klarna declines comes back without a token, and may try again", async () => {
      const { sandbox, shop } = world()
      const billing_address = address("customer+denied@email.se")
      const page = await make({ order: { ...swedishOrder(), billing_address } })
      expect(await sandbox.hostedPage(page.id, "approve")).toMatchObject({ status: "FAILED" })
      await shop.post(`/payments/v1/sessions/${page.session}`, { billing_address: address() })
      expect(await sandbox.hostedPage(page.id, "back")).toMatchObject({ status: "BACK" })
      expect(await sandbox.hostedPage(page.id, "approve")).toMatchObject({ status: "COMPLETED" })
    })

    it("is final once it was cancelled", async () => {
      const { sandbox } = world()
      const page = await make()
      await sandbox.hostedPage(page.id, "cancel")
      await expect(sandbox.hostedPage(page.id, "approve")).rejects.toThrow("409")
      expect(await read(page)).toMatchObject({ status: "CANCELLED" })
    })

    it("uses the category that the shop wants", async () => {
      const { sandbox, shop } = world()
      await sandbox.settings({ categories: ["pay_later", "pay_now", "pay_over_time"] })
      const page = await make({
        options: { payment_method_categories: ["PAY_NOW", "DIRECT_DEBIT"] },
      })
      await sandbox.hostedPage(page.id, "approve")
      const token = String((await read(page))["authorization_token"])
      const { body } = await shop.placeOrder(token, swedishOrder())
      expect(body["authorized_payment_method"]).toEqual({ type: "card" })
    })

    it("leads nowhere where the shop named no address", async () => {
      const page = await make({ urls: {} })
      expect(await world().sandbox.hostedPage(page.id, "back")).toEqual({
        status: "BACK",
        merchant_url: null,
        location: null,
      })
    })
  })

  describe("orders that the page places", () => {
    it("holds what the session holds, and is told by its id", async () => {
      const { sandbox } = world()
      const order = {
        ...swedishOrder(),
        billing_address: address(),
        merchant_reference1: "1001",
        merchant_reference2: "cart_1",
      }
      const page = await make({ order, mode: "PLACE_ORDER" })
      const { location } = await sandbox.hostedPage(page.id, "approve")
      const known = await read(page)
      const id = String(known["order_id"])
      expect(known).toMatchObject({ status: "COMPLETED", klarna_reference: expect.any(String) })
      expect(known).not.toHaveProperty("authorization_token")
      expect(location).toBe(`https://shop.example/paid?page=${page.id}&token=&order=${id}`)
      expect(await sandbox.order(id)).toMatchObject({
        status: "AUTHORIZED",
        order_amount: 104_900,
        merchant_reference1: "1001",
        merchant_reference2: "cart_1",
        billing_address: { email: "customer@email.se" },
      })
      await sandbox.assertNoViolations()
    })

    it("is captured at once in its own mode, but not while Klarna holds it back", async () => {
      const { sandbox } = world()
      const at = await make({ mode: "CAPTURE_ORDER" })
      await sandbox.hostedPage(at.id, "approve")
      const captured = await sandbox.order(String((await read(at))["order_id"]))
      expect(captured).toMatchObject({ status: "CAPTURED", captured_amount: 104_900 })

      const billing_address = usAddress("customer+pend-accept-05@email.us")
      const held = await make({ order: { ...usOrder(), billing_address }, mode: "CAPTURE_ORDER" })
      await sandbox.hostedPage(held.id, "approve")
      const pending = await sandbox.order(String((await read(held))["order_id"]))
      expect(pending).toMatchObject({ fraud_status: "PENDING", captured_amount: 0 })
    })

    it("F7: is one, however often the shopper approves and whoever else places it", async () => {
      const { sandbox, shop } = world()
      const page = await make({ mode: "PLACE_ORDER" })
      const twice = await Promise.all([
        sandbox.hostedPage(page.id, "approve"),
        sandbox.hostedPage(page.id, "approve"),
      ])
      expect(twice[0]).toEqual(twice[1])
      const [order, ...more] = await sandbox.orders()
      expect(more).toEqual([])
      expect(order?.order_id).toBe((await read(page))["order_id"])

      const again = await ask({ payment_session_url: sessionUrl(page.session) })
      expect(again.status).toBe(404)
      expect((await shop.get(`/payments/v1/sessions/${page.session}`)).body).toMatchObject({
        status: "complete",
      })
    })

    it("F7: is refused to a page whose session became an order elsewhere", async () => {
      const { sandbox, shop } = world()
      const session = await shop.createSession(swedishOrder())
      const [first, second] = [
        await make({ session, mode: "PLACE_ORDER" }),
        await make({ session, mode: "PLACE_ORDER" }),
      ]
      await sandbox.hostedPage(first.id, "approve")
      await expect(sandbox.hostedPage(second.id, "approve")).rejects.toThrow("paid already")
      expect(await sandbox.orders()).toHaveLength(1)
      expect(await read(second)).toMatchObject({ status: "WAITING" })
    })

    it("F7: only the newest of two tokens of a session counts", async () => {
      const { sandbox, shop } = world()
      const session = await shop.createSession(swedishOrder())
      const tokens: string[] = []
      for (const page of [await make({ session }), await make({ session })]) {
        await sandbox.hostedPage(page.id, "approve")
        tokens.push(String((await read(page))["authorization_token"]))
      }
      const [old = "", young = ""] = tokens
      expect((await shop.placeOrder(old, swedishOrder())).status).toBe(404)
      expect((await shop.placeOrder(young, swedishOrder())).status).toBe(200)
    })

    it("ends in an error where the session is for no order at all", async () => {
      const page = await make({
        order: { ...swedishOrder(), intent: "tokenize" },
        mode: "PLACE_ORDER",
      })
      expect(await world().sandbox.hostedPage(page.id, "approve")).toMatchObject({
        status: "ERROR",
        location: `https://shop.example/broken?page=${page.id}`,
      })
      expect(await world().sandbox.orders()).toEqual([])
    })
  })

  describe("the end of a page", () => {
    const disable = (page: Page) => world().shop.call("DELETE", `${PAGES}/${page.id}`)

    it("comes with the shop's word, and closing it again changes nothing", async () => {
      const { sandbox } = world()
      const page = await make()
      expect((await disable(page)).status).toBe(204)
      const closed = await read(page)
      expect(closed).toMatchObject({ status: "DISABLED" })
      await sandbox.advanceClock(60)
      expect((await disable(page)).status).toBe(204)
      expect(await read(page)).toEqual(closed)
      await expect(sandbox.hostedPage(page.id, "approve")).rejects.toThrow("withdrawn")
      expect(await sandbox.session(page.session)).not.toHaveProperty("authorization_token")
      await sandbox.assertNoViolations()
    })

    it("is refused to the shop once somebody has paid", async () => {
      const page = await make()
      await world().sandbox.hostedPage(page.id, "approve")
      const reply = await disable(page)
      expect([reply.status, message(reply)]).toEqual([
        400,
        "HPP session has already been completed",
      ])
      expect(await read(page)).toMatchObject({ status: "COMPLETED" })
    })

    it("F13: comes with time, an hour before the session's", async () => {
      const { sandbox, shop } = world()
      const page = await make()
      await sandbox.advanceClock(47 * HOUR - 5)
      expect(await read(page)).toMatchObject({ status: "WAITING" })
      await sandbox.advanceClock(6)
      expect((await shop.get(`${PAGES}/${page.id}`)).status).toBe(404)
      expect((await disable(page)).status).toBe(404)
      await expect(sandbox.hostedPage(page.id, "approve")).rejects.toThrow("expired")
      expect((await shop.get(`/payments/v1/sessions/${page.session}`)).status).toBe(200)
      await sandbox.assertNoViolations()
    })
  })

  describe("sending the link", () => {
    const send = async (page: Page, body: object) => {
      const reply = await world().shop.post(`${PAGES}/${page.id}/distribution`, body)
      return { status: reply.status, said: message(reply) }
    }
    const mail = { method: "email", contact_information: { email: "customer@email.se" } }

    it("reaches whom the shop names", async () => {
      const { sandbox } = world()
      const page = await make()
      const sms = {
        method: "sms",
        contact_information: { phone: "0701740615", phone_country: "SE" },
      }
      const device = { method: "token", contact_information: { access_id: "278352" } }
      for (const body of [mail, sms, device]) expect((await send(page, body)).status).toBe(204)
      expect(await sandbox.distributions()).toMatchObject(
        [mail, sms, device].map((body) => ({ ...body, session_id: page.id, link: page.url }))
      )
      await sandbox.assertNoViolations()
    })

    it.each([
      [{ method: "email", contact_information: { phone: "0701740615" } }, "email"],
      [{ method: "email", contact_information: { email: "nobody" } }, "email"],
      [{ method: "sms", contact_information: { email: "customer@email.se" } }, "phone"],
      [{ method: "sms", contact_information: { phone: "0701740615" } }, "phone_country"],
      [{ method: "token", contact_information: {} }, "access_id"],
    ])("%j lacks %s", async (body, field) => {
      const { status, said } = await send(await make(), body)
      expect([status, said]).toEqual([400, expect.stringContaining(`contact_information.${field}`)])
      expect(await world().sandbox.distributions()).toEqual([])
    })

    it("is refused for a page that has ended, and for a device that nobody knows", async () => {
      const { sandbox, shop } = world()
      const [disabled, paid, open] = [await make(), await make(), await make()]
      await shop.call("DELETE", `${PAGES}/${disabled.id}`)
      await sandbox.hostedPage(paid.id, "approve")
      expect(await send(disabled, mail)).toEqual({
        status: 400,
        said: "HPP session is disabled",
      })
      expect((await send(paid, mail)).status).toBe(400)
      const unknown = { method: "token", contact_information: { access_id: "1" } }
      expect((await send(open, unknown)).status).toBe(404)
      await sandbox.advanceClock(48 * HOUR)
      expect((await send(open, mail)).status).toBe(404)
      expect(await sandbox.distributions()).toEqual([])
    })
  })

  describe("the page in the browser", () => {
    beforeEach(() =>
      world().sandbox.settings({
        callback_origins: { "https://shop.example": "http://localhost:8000" },
      })
    )

    it("says what it is and what is owed, and works without scripts", async () => {
      const order = {
        ...swedishOrder(),
        merchant_reference1: "<b>1001</b>",
        billing_address: address("canary@email.se"),
      }
      const page = await make({ order, options: { page_title: "Order & pay" } })
      const { status, headers, text } = await visit(page.url)
      expect(status).toBe(200)
      expect(headers.get("content-type")).toContain("text/html")
      expect(headers.get("content-security-policy")).toContain("default-src 'none'")
      expect(headers.get("referrer-policy")).toBe("no-referrer")
      expect(text).toContain("Klarna sandbox – no real payment")
      expect(text).toContain("<h1>Order &amp; pay</h1>")
      expect(text).toMatch(/1\s049,00\skr/)
      expect(text).toContain("&lt;b&gt;1001&lt;/b&gt;")
      expect(text).not.toContain("canary")
      for (const outcome of ["approve", "deny", "back", "cancel"]) {
        expect(text).toContain(`data-testid="klarna-sandbox-${outcome}"`)
      }
      expect(await read(page)).toMatchObject({ status: "IN_PROGRESS" })
    })

    it("brings the shopper to the shop's local address, also at a second click", async () => {
      const { sandbox } = world()
      const page = await make({ mode: "PLACE_ORDER" })
      const first = await visit(`${page.url}/approve`, "POST")
      const second = await visit(`${page.url}/approve`, "POST")
      const id = String((await read(page))["order_id"])
      expect([first.status, second.status]).toEqual([303, 303])
      for (const { headers } of [first, second]) {
        expect(headers.get("location")).toBe(
          `http://localhost:8000/paid?page=${page.id}&token=&order=${id}`
        )
      }
      expect(await sandbox.orders()).toHaveLength(1)
    })

    it("says clearly that it has ended", async () => {
      const { sandbox, shop } = world()
      const [disabled, cancelled, paid, late] = [
        await make(),
        await make(),
        await make(),
        await make(),
      ]
      await shop.call("DELETE", `${PAGES}/${disabled.id}`)
      await sandbox.hostedPage(cancelled.id, "cancel")
      await sandbox.hostedPage(paid.id, "approve")
      const said = async (page: Page) => {
        const { status, text } = await visit(page.url)
        expect(text).not.toContain("<button")
        return [status, text]
      }
      expect(await said(disabled)).toEqual([410, expect.stringContaining("withdrawn this payment")])
      expect(await said(cancelled)).toEqual([410, expect.stringContaining("was cancelled")])
      expect(await said(paid)).toEqual([
        200,
        expect.stringContaining("http://localhost:8000/paid?"),
      ])
      expect((await visit(`${disabled.url}/approve`, "POST")).status).toBe(410)
      await sandbox.advanceClock(48 * HOUR)
      expect(await said(late)).toEqual([410, expect.stringContaining("has expired")])
    })

    it("exists at its own address alone", async () => {
      const page = await make()
      const { sandbox } = world()
      expect((await visit(`${sandbox.url}/hosted-page/${page.id}`)).status).toBe(404)
      expect((await visit(`${page.url}/surprise`, "POST")).status).toBe(404)
      expect(await read(page)).toMatchObject({ status: "WAITING" })
    })

    it("says good-bye itself where the shop named no address", async () => {
      const page = await make({ urls: {} })
      const { status, text } = await visit(`${page.url}/deny`, "POST")
      expect([status, text]).toEqual([200, expect.stringContaining("The payment was declined.")])
    })
  })

  describe("the status callback", () => {
    let ear: Ear

    beforeEach(async () => {
      ear = new Ear()
      const origin = await ear.open()
      await world().sandbox.settings({ callback_origins: { "https://shop.example": origin } })
    })
    afterEach(() => ear.close())

    const urls = () => ({
      ...merchantUrls(),
      status_update: "https://shop.example/hooks/page?page={{session_id}}&hmac=1",
    })
    const statuses = () => ear.heard.map(({ status }) => status)
    const told = (status: string) => ear.heard.find((heard) => heard.status === status)

    it("tells of each change, with what there is to know", async () => {
      const { sandbox } = world()
      const page = await make({ urls: urls(), mode: "PLACE_ORDER" })
      await sandbox.hostedPage(page.id, "back")
      await sandbox.hostedPage(page.id, "approve")
      await sandbox.advanceClock(0)
      const known = await read(page)
      expect(statuses().sort()).toEqual(["BACK", "COMPLETED", "IN_PROGRESS", "IN_PROGRESS"])
      expect(told("COMPLETED")).toEqual({
        path: `/hooks/page?page=${page.id}&hmac=1`,
        status: "COMPLETED",
        body: { event_id: expect.any(String), session: known },
      })
      const events = ear.heard.map(({ body }) => body["event_id"])
      expect(new Set(events).size).toBe(4)
      expect(await sandbox.callbacks()).toMatchObject(
        Array<object>(4).fill({ kind: "hosted_page", state: "taken" })
      )
    })

    it("brings the token where the page places no order", async () => {
      const page = await make({ urls: urls() })
      await world().sandbox.hostedPage(page.id, "approve")
      await world().sandbox.advanceClock(0)
      const { authorization_token } = await read(page)
      expect(told("COMPLETED")?.body["session"]).toMatchObject({
        status: "COMPLETED",
        authorization_token,
      })
    })

    it("tells that the shop closed the page, once", async () => {
      const page = await make({ urls: urls() })
      for (const _ of [1, 2]) await world().shop.call("DELETE", `${PAGES}/${page.id}`)
      await world().sandbox.advanceClock(0)
      expect(statuses()).toEqual(["DISABLED"])
    })

    it("F9: is made four times at most, and any 2xx ends it", async () => {
      const { sandbox, shop } = world()
      ear.statuses = [500, 404, 302, 500]
      const lost = await make({ urls: urls() })
      await shop.call("DELETE", `${PAGES}/${lost.id}`)
      await sandbox.advanceClock(24 * HOUR)
      expect(ear.heard).toHaveLength(4)
      expect(await sandbox.callbacks()).toMatchObject([{ state: "given_up" }])

      ear.statuses = [503, 202]
      const heard = await make({ urls: urls() })
      await shop.call("DELETE", `${PAGES}/${heard.id}`)
      await sandbox.advanceClock(HOUR)
      expect(ear.heard).toHaveLength(6)
      expect(await sandbox.callbacks()).toMatchObject([{}, { state: "taken" }])
    })

    it("waits three seconds for an answer", async () => {
      ear.hang = true
      const page = await make({ urls: urls() })
      const began = Date.now()
      await world().shop.call("DELETE", `${PAGES}/${page.id}`)
      await world().sandbox.advanceClock(0)
      expect(Date.now() - began).toBeGreaterThan(2_500)
      const [callback] = await world().sandbox.callbacks()
      expect(callback?.attempts).toMatchObject([{ status: null, error: "no answer in time" }])
    })

    it("F9: may come late, after what followed it", async () => {
      const { sandbox } = world()
      ear.refusesOnce = "IN_PROGRESS"
      const page = await make({ urls: urls() })
      await sandbox.hostedPage(page.id, "approve")
      await sandbox.advanceClock(10)
      expect(statuses().slice(0, 2).sort()).toEqual(["COMPLETED", "IN_PROGRESS"])
      expect(statuses().slice(2)).toEqual(["IN_PROGRESS"])
      expect(await read(page)).toMatchObject({ status: "COMPLETED" })
    })

    it("F7: may come twice", async () => {
      const { sandbox, shop } = world()
      await sandbox.fault({ kind: "duplicate_callback", callback: "hosted_page" })
      const page = await make({ urls: urls() })
      await shop.call("DELETE", `${PAGES}/${page.id}`)
      await sandbox.advanceClock(10)
      expect(statuses()).toEqual(["DISABLED", "DISABLED"])
      expect(ear.heard[1]).toEqual(ear.heard[0])
    })

    it("F25: proves nothing: page, token and order that a forged one names are another shop's", async () => {
      const { sandbox, shop } = world()
      const thief = merchant(sandbox.url, { authorization: "Basic klarna_test_api_sandbox_three" })
      const [held, placed] = [await make({ urls: urls() }), await make({ mode: "PLACE_ORDER" })]
      for (const page of [held, placed]) await sandbox.hostedPage(page.id, "approve")
      const token = String((await read(held))["authorization_token"])
      const order = String((await read(placed))["order_id"])
      for (const claimed of [held, placed]) {
        expect((await thief.get(`${PAGES}/${claimed.id}`)).status).toBe(404)
      }
      expect((await thief.get(`/ordermanagement/v1/orders/${order}`)).status).toBe(404)
      expect((await thief.placeOrder(token, swedishOrder())).status).toBe(404)
      expect((await shop.placeOrder(token, swedishOrder())).status).toBe(200)
    })

    it("never leaves for an origin that is not mapped", async () => {
      const { sandbox } = world()
      await sandbox.settings({ callback_origins: {} })
      const page = await make({ urls: urls() })
      await sandbox.hostedPage(page.id, "cancel")
      expect(await sandbox.callbacks()).toMatchObject([
        { state: "unmapped", attempts: [] },
        { state: "unmapped", attempts: [] },
      ])
    })
  })

  if (!contracts.checked) return
  it("a request that Klarna's contract does not know is a violation", async () => {
    const { sandbox, shop } = world()
    const payment_session_url = sessionUrl(await shop.createSession(swedishOrder()))
    await shop.post(PAGES, { payment_session_url, surprise: 1, options: { colour: "pink" } })
    const errors = (await sandbox.violations("request")).flatMap((violation) => violation.errors)
    expect(errors.sort()).toEqual([
      "/options must NOT have additional properties (colour)",
      "body must NOT have additional properties (surprise)",
    ])
  })
})

describe("a restart", () => {
  let folder: string
  let file: string
  const running: Sandbox[] = []
  const start = async (env: Record<string, string> = {}) => {
    const sandbox = await spawnSandbox({ env: { SANDBOX_STATE_FILE: file, ...env } })
    running.push(sandbox)
    return { sandbox, shop: merchant(sandbox.url) }
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "klarna-sandbox-"))
    file = path.join(folder, "made", "state.json")
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()))
    rmSync(folder, { recursive: true, force: true })
  })

  it("loses no order, page, token, answer, decision or callback", async () => {
    const ear = new Ear()
    const SANDBOX_CALLBACK_ORIGINS = `https://shop.example=${await ear.open()}`
    ear.statuses = [500]
    try {
      const before = await start({ SANDBOX_CALLBACK_ORIGINS })
      const page = async (order: object, options: object, merchant_urls = {}) => {
        const session = await before.shop.createSession(order)
        const payment_session_url = `${before.sandbox.url}/payments/v1/sessions/${session}`
        const body = { payment_session_url, options, merchant_urls }
        return String((await before.shop.post(PAGES, body)).body["session_id"])
      }
      const billing_address = usAddress("customer+pend-accept-05@email.us")
      const placed = await page(swedishOrder(), { place_order_mode: "PLACE_ORDER" })
      const held = await page(
        { ...usOrder(), billing_address },
        { place_order_mode: "PLACE_ORDER" }
      )
      const open = await page(swedishOrder(), {})
      const closed = await page(swedishOrder(), {}, { status_update: "https://shop.example/hook" })
      for (const id of [placed, held, open]) await before.sandbox.hostedPage(id, "approve")
      await before.sandbox.advanceClock(120)
      const [order, pending] = await before.sandbox.orders()
      const key = { "klarna-idempotency-key": "4b1d0b9e-0000-4000-8000-000000000001" }
      const captures = `/ordermanagement/v1/orders/${order?.order_id}/captures`
      const capture = { captured_amount: 4900 }
      const captured = await before.shop.post(captures, capture, key)
      await before.shop.call("DELETE", `${PAGES}/${closed}`)
      const contact_information = { email: "customer@email.se" }
      await before.shop.post(`${PAGES}/${open}/distribution`, {
        method: "email",
        contact_information,
      })
      const known = await before.sandbox.orders()
      const pages = await Promise.all(
        [placed, held, open, closed].map((id) => before.shop.get(`${PAGES}/${id}`))
      )
      const links = await before.sandbox.distributions()
      const { now } = await before.sandbox.advanceClock(0)
      await before.sandbox.stop()

      const after = await start({ SANDBOX_CALLBACK_ORIGINS })
      expect(await after.sandbox.orders()).toEqual(known)
      for (const [index, id] of [placed, held, open, closed].entries()) {
        expect((await after.shop.get(`${PAGES}/${id}`)).body).toEqual(pages[index]?.body)
      }
      expect(await after.sandbox.distributions()).toEqual(links)
      expect((await after.sandbox.advanceClock(0)).now >= now).toBe(true)

      const again = await after.shop.post(captures, capture, key)
      expect([again.status, again.headers.get("capture-id")]).toEqual([
        201,
        captured.headers.get("capture-id"),
      ])
      const token = String(pages[2]?.body["authorization_token"])
      expect((await after.shop.placeOrder(token, swedishOrder())).status).toBe(200)
      expect((await after.shop.placeOrder(token, swedishOrder())).status).toBe(200)
      expect(await after.sandbox.orders()).toHaveLength(3)

      await after.sandbox.advanceClock(5 * 60)
      expect(await after.sandbox.order(String(pending?.order_id))).toMatchObject({
        fraud_status: "ACCEPTED",
      })
      expect(await after.sandbox.callbacks()).toMatchObject([
        { kind: "hosted_page", state: "taken", attempts: [{ status: 500 }, { status: 200 }] },
      ])
      expect(ear.heard).toHaveLength(2)
    } finally {
      ear.close()
    }
  })

  it("finds what was written while the sandbox still ran", async () => {
    const { sandbox, shop } = await start()
    const id = await shop.createSession(swedishOrder())
    for (let text = ""; !text.includes(id); text = readFileSync(file, "utf8")) {
      await shop.get(`/payments/v1/sessions/${id}`)
    }
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ sessions: [{ id }] })
    await sandbox.reset()
    await sandbox.stop()
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ sessions: [] })
  })

  const startBroken = async () => {
    const child = spawn(process.execPath, ["--import", "tsx", MAIN], {
      cwd: path.join(__dirname, "../.."),
      env: { ...process.env, PORT: "0", NODE_OPTIONS: "", SANDBOX_STATE_FILE: file },
      stdio: ["ignore", "ignore", "pipe"],
    })
    let said = ""
    child.stderr.on("data", (chunk) => (said += String(chunk)))
    const [code] = await once(child, "close")
    return { code: Number(code), said: said.trim() }
  }

  it.each([
    ["cut off", '{"version":1,"clock":0,"sess', "it is no JSON"],
    ["of another version", '{"version":2}', "version: "],
    ["of something else", '{"version":1,"clock":0,"sessions":[{"id":1}]}', "sessions.0.id: "],
  ])("says in one sentence that its file is %s, and leaves it as it is", async (_, text, why) => {
    file = path.join(folder, "state.json")
    writeFileSync(file, text)
    const { code, said } = await startBroken()
    expect(code).toBe(1)
    expect(said).toContain(`The state file ${file} can't be read (${why}`)
    expect(said).toMatch(/\. Repair it, or move it away to start with nothing\.$/)
    expect(said.split("\n")).toHaveLength(1)
    expect(readFileSync(file, "utf8")).toBe(text)
  })

  it("says in one sentence that its file can't be written", async () => {
    writeFileSync(path.join(folder, "made"), "in the way")
    const { code, said } = await startBroken()
    expect([code, said.split("\n").length]).toEqual([1, 1])
    expect(said).toContain(`The state file ${file} can't be`)
  })
})
