import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { randomUUID } from "node:crypto"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { merchantUrlsFor } from "../../src/options/callbacks"
import { purchasesOf } from "../../src/providers/klarna/purchases"
import { processKlarnaEvents } from "../../src/workflows/inbox/process-events"
import { settleDuePurchases } from "../../src/workflows/purchase/settle"
import type { Body } from "./shop"
import { shopSuite } from "./suite"

const SWEATER = [{ sku: "SWEATER-M", quantity: 1 }]
const HOUR_MS = 3_600_000

shopSuite("Purchases in the admin", (world) => {
  const klarna = () => world().container.resolve<KlarnaModuleService>("klarna")
  const get = (path: string) => world().shop.admin("get", `/klarna/${path}`)
  const post = (path: string, body: unknown = {}) =>
    world().shop.admin("post", `/klarna/${path}`, body)

  async function approve(cart: Body): Promise<string> {
    const { shop, sandbox } = world()
    const { session, authorize_data } = await shop.refresh(cart.id)
    const { authorization_token } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    return authorization_token ?? ""
  }

  const purchaseOf = async (cart: Body): Promise<Body> => {
    const { data } = await get(`purchases?q=${cart.id}`)
    expect(data.count).toBe(1)
    return data.purchases[0]
  }

  /** Klarna placed the order, its answer was lost, and it will not tell its id again. */
  async function unknownPurchase(items = SWEATER) {
    const { shop, sandbox } = world()
    await sandbox.settings({ repeat_order: 409 })
    const cart = await shop.cart({ country: "se", items })
    const token = await approve(cart)
    const before = new Set((await sandbox.orders()).map(({ order_id }) => order_id))
    await sandbox.fault({ operation: "createOrder", kind: "drop_after", times: 1 })
    expect(await shop.place(cart.id, token)).toMatchObject({ data: { code: "unknown" } })
    const klarnaOrder = (await sandbox.orders()).find(({ order_id }) => !before.has(order_id))
    if (!klarnaOrder) throw new Error("The sandbox placed no order.")
    return { cart, token, klarnaOrder, purchase: await purchaseOf(cart) }
  }

  const ordersOfShop = async () =>
    (await world().shop.ok(world().shop.admin("get", "/orders"))).orders

  describe("whose outcome nobody knows", () => {
    it("F12: are listed with what a person needs, and with nothing that opens a door", async () => {
      const { cart, token, klarnaOrder } = await unknownPurchase()
      const { status, data } = await get("purchases?alert=true")
      expect(status).toBe(200)
      expect(data).toMatchObject({ count: 1, limit: 20, offset: 0 })
      expect(data.purchases).toEqual([
        {
          id: expect.stringMatching(/^klpur_/),
          subject_type: "cart",
          subject_id: cart.id,
          order_id: null,
          order_display_id: null,
          state: "unknown",
          alert: "unknown_outcome",
          market: "SE",
          environment: "playground",
          currency_code: "SEK",
          amount: klarnaOrder.order_amount,
          klarna_order_id: null,
          findings: null,
          fraud_status: null,
          portal_url: "https://portal.playground.klarna.com/orders",
          created_at: expect.any(String),
          updated_at: expect.any(String),
          placed_at: null,
          next_check_at: null,
        },
      ])
      expect(JSON.stringify(data)).not.toContain(token)
    })

    it("F12: become an order when a person names Klarna's: the shopper finds it", async () => {
      const { shop, sandbox } = world()
      const { cart, klarnaOrder, purchase } = await unknownPurchase()
      const { status, data } = await post(`purchases/${purchase.id}/resolve`, {
        klarna_order_id: ` ${klarnaOrder.order_id.toUpperCase()} `,
      })
      expect(status).toBe(200)
      const [order, ...others] = await ordersOfShop()
      expect(others).toEqual([])
      expect(data).toMatchObject({
        step: "finish",
        purchase: {
          state: "placed",
          alert: null,
          klarna_order_id: klarnaOrder.order_id,
          order_id: order.id,
          order_display_id: order.display_id,
        },
      })
      expect((await get("purchases?alert=true")).data.count).toBe(0)
      const payment = await shop.payment(order.id)
      expect(payment.data.klarna_order_id).toBe(klarnaOrder.order_id)
      expect(Math.round(payment.amount * 100)).toBe(klarnaOrder.order_amount)

      expect((await shop.ok(shop.place(cart.id))).order.id).toBe(order.id)
      await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
      expect(await sandbox.orders()).toMatchObject([{ status: "CAPTURED" }])

      const again = await post(`purchases/${purchase.id}/resolve`, {
        klarna_order_id: klarnaOrder.order_id,
      })
      expect(again).toMatchObject({ status: 400 })
      expect(again.data.message).toContain("known already")
    })

    it("F12: take no order that is not theirs, and stay as they are", async () => {
      const { shop } = world()
      const first = await unknownPurchase()
      const second = await unknownPurchase([{ sku: "SWEATER-M", quantity: 2 }])
      const third = await shop.cart({ country: "se", items: SWEATER })
      const { order } = await shop.ok(shop.place(third.id, await approve(third)))
      const taken = (await shop.payment(order.id)).data.klarna_order_id

      const refusals: [string, unknown, RegExp][] = [
        [
          "of another purchase of unknown outcome",
          second.klarnaOrder.order_id,
          /reference 2 is not/,
        ],
        ["of an order that stands", taken, /belongs to another purchase/],
        ["that Klarna does not know", "f3392f8b-6116-4073-ab96-e330819e2c07", /knows no order/],
        ["that is Klarna's short reference", "K4MADNY-1", /short reference does not do/],
        ["that leads elsewhere", "../../payments/v1/sessions/1", /klarna_order_id/],
        ["that is no text", 12, /klarna_order_id/],
        ["that is missing", undefined, /klarna_order_id/],
      ]
      for (const [what, klarna_order_id, reason] of refusals) {
        const { status, data } = await post(`purchases/${first.purchase.id}/resolve`, {
          klarna_order_id,
        })
        expect({ what, status }).toEqual({ what, status: 400 })
        expect(data.message).toMatch(reason)
      }
      expect(await purchaseOf(first.cart)).toMatchObject({
        state: "unknown",
        alert: "unknown_outcome",
        klarna_order_id: null,
      })
      expect(await ordersOfShop()).toHaveLength(1)
    })

    it("F12: are completed later where Klarna goes away in between", async () => {
      const { sandbox, container } = world()
      const { cart, klarnaOrder, purchase } = await unknownPurchase()
      await sandbox.fault({
        operation: "getOrder",
        kind: "status",
        status: 503,
        skip: 1,
        times: 0,
      })
      const { status, data } = await post(`purchases/${purchase.id}/resolve`, {
        klarna_order_id: klarnaOrder.order_id,
      })
      expect({ status, step: data.step }).toEqual({ status: 200, step: "wait" })
      expect(data.purchase).toMatchObject({ state: "placed", order_id: null })
      expect(data.purchase.next_check_at).not.toBeNull()

      await sandbox.clearFaults()
      await klarna().updateKlarnaPurchases({ id: purchase.id, next_check_at: new Date(0) })
      await settleDuePurchases(container, 50)
      const [order] = await ordersOfShop()
      expect(await purchaseOf(cart)).toMatchObject({ order_id: order.id, alert: null })
    })

    it("F12: are open for another try where Klarna's order has ended already", async () => {
      const { shop, sandbox, container } = world()
      const { cart, klarnaOrder, purchase } = await unknownPurchase()
      // The merchant cancelled it in Klarna's portal.
      await purchasesOf(container)
        .clientFor({ market: "SE" })
        .orderManagement.cancel(klarnaOrder.order_id, randomUUID())
      const { data } = await post(`purchases/${purchase.id}/resolve`, {
        klarna_order_id: klarnaOrder.order_id,
      })
      expect(data).toMatchObject({
        step: "settled",
        purchase: { state: "canceled", alert: null, order_id: null, next_check_at: null },
      })
      expect(await ordersOfShop()).toEqual([])

      const { order } = await shop.ok(shop.place(cart.id, await approve(cart)))
      expect((await sandbox.orders()).map(({ status }) => status).sort()).toEqual([
        "AUTHORIZED",
        "CANCELLED",
      ])
      expect((await shop.payment(order.id)).data.klarna_order_id).not.toBe(klarnaOrder.order_id)
    })

    it("F12: stay unknown when the alert is dismissed, so that nobody pays twice", async () => {
      const { shop, sandbox } = world()
      const { cart, purchase } = await unknownPurchase()
      expect(await post(`purchases/${purchase.id}/settle`)).toMatchObject({
        status: 200,
        data: { step: "alert", purchase: { state: "unknown", alert: "unknown_outcome" } },
      })
      expect(await post(`purchases/${purchase.id}/dismiss`)).toMatchObject({
        status: 200,
        data: { purchase: { state: "unknown", alert: null } },
      })
      expect((await post(`purchases/${purchase.id}/dismiss`)).status).toBe(200)
      expect((await get("purchases?alert=true")).data.count).toBe(0)
      expect((await get("purchases?alert=false&state=unknown")).data.count).toBe(1)
      expect((await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})).data).toMatchObject(
        { code: "unknown" }
      )
      expect(await sandbox.orders()).toHaveLength(1)
    })
  })

  it("F8: are completed by a person who does not want to wait for the sweep", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await approve(cart)
    const { id } = await purchaseOf(cart)
    expect(await post(`purchases/${id}/settle`)).toMatchObject({
      status: 200,
      data: { step: "finish", purchase: { state: "placed" } },
    })
    expect(await ordersOfShop()).toHaveLength(1)
    expect(await post(`purchases/${id}/settle`)).toMatchObject({ data: { step: "settled" } })
  })

  it("F21: keep the alert of a rejected review until somebody decides", async () => {
    const { shop, sandbox } = world()
    const email = "customer+pend-reject-05@email.us"
    const cart = await shop.cart({ country: "us", items: SWEATER, email })
    await shop.ok(shop.place(cart.id, await approve(cart)))
    await sandbox.advanceClock(6 * 60)
    const { id } = await purchaseOf(cart)
    expect((await post(`purchases/${id}/settle`)).data.purchase.alert).toBe("review_rejected")
    const { status, data } = await post(`purchases/${id}/dismiss`)
    expect({ status, message: data.message }).toMatchObject({
      status: 400,
      message: expect.stringContaining("Decide about it on the order's page"),
    })
    expect((await get("purchases?alert=true")).data.count).toBe(1)
    expect(JSON.stringify((await get("purchases")).data)).not.toContain(email)
  })

  it("are found by a part of any of their ids, page by page", async () => {
    const { shop } = world()
    const carts = []
    for (let n = 0; n < 3; n++) carts.push(await shop.cart({ country: "se", items: SWEATER }))
    for (const cart of carts) await shop.refresh(cart.id)
    const { order } = await shop.ok(shop.place(carts[0].id, await approve(carts[0])))
    const idsOf = (data: Body): string[] => data.purchases.map(({ id }: Body) => id)

    const all = (await get("purchases?limit=100")).data
    const pages = await Promise.all([0, 1, 2].map((at) => get(`purchases?limit=1&offset=${at}`)))
    expect(pages.flatMap(({ data }) => idsOf(data))).toEqual(idsOf(all).slice(0, 3))
    expect(all.count).toBe(idsOf(all).length)

    const placed = await purchaseOf(carts[0])
    for (const part of [order.id, placed.klarna_order_id.slice(4, 20), placed.id]) {
      expect(idsOf((await get(`purchases?q=${part}`)).data)).toEqual([placed.id])
    }
    expect((await get(`purchases?q=${order.id.replace("_", "%25")}`)).data.count).toBe(0)
    expect((await get("purchases?q=__________")).data.count).toBe(0)
    expect(idsOf((await get("purchases?state=placed")).data)).toContain(placed.id)
  })

  it("refuse what makes no sense, and whoever is no admin", async () => {
    const { shop, api } = world()
    for (const path of [
      "purchases?state=lost",
      "purchases?alert=perhaps",
      "purchases?limit=0",
      "purchases?limit=101",
      "purchases?offset=-1",
      `purchases?q=${"a".repeat(101)}`,
      "purchases?fields=authorization_token",
      "events?state=lost",
      "events?limit=1000",
    ]) {
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 400 })
    }
    for (const path of [
      "purchases/klpur_none/settle",
      "purchases/klpur_none/dismiss",
      "events/klev_none/retry",
      "events/klev_none/dismiss",
    ]) {
      expect({ path, status: (await post(path)).status }).toEqual({ path, status: 404 })
      expect({ path, status: (await post(path, { force: true })).status }).toEqual({
        path,
        status: 400,
      })
    }
    const missing = await post("purchases/klpur_none/resolve", {
      klarna_order_id: "f3392f8b-6116-4073-ab96-e330819e2c07",
    })
    expect(missing.status).toBe(404)
    for (const path of ["purchases", "events"]) {
      const { status } = await api.get(`/admin/klarna/${path}`, {
        headers: { "x-publishable-api-key": shop.publishableKey },
        validateStatus: () => true,
      })
      expect(status).toBe(401)
    }
  })

  describe("the inbox", () => {
    /** A callback as Klarna makes it. */
    async function told(cart: Body, session_id: string): Promise<string> {
      const urls = merchantUrlsFor(klarna().options, { subject: { type: "cart", id: cart.id } })
      const { status } = await world().api.post(
        (urls?.authorization ?? "").replace("https://shop.example", ""),
        { authorization_token: "token-that-nobody-sees", session_id },
        { validateStatus: () => true }
      )
      expect(status).toBe(200)
      const { data } = await get("events?state=waiting")
      return data.events.find((event: Body) => event.subject_id === cart.id).id
    }

    /** It is looked into once, and once more when its day is over. */
    const givenUp = async () => {
      for (const hours of [1, 26]) {
        const now = new Date(Date.now() + hours * HOUR_MS)
        await processKlarnaEvents(world().container, { now })
      }
    }
    const eventOf = async (id: string): Promise<Body> => {
      const { data } = await get("events?limit=100")
      return data.events.find((event: Body) => event.id === id)
    }

    it("F9: shows what was given up, repeats it, and lets it be put aside", async () => {
      const id = await told({ id: "cart_unknown" }, "ses-1")
      expect((await post(`events/${id}/dismiss`)).status).toBe(400)
      await givenUp()
      const { data } = await get("events?state=failed")
      expect(data).toMatchObject({ limit: 20, offset: 0 })
      const event = data.events.find((one: Body) => one.id === id)
      expect(event).toEqual({
        id,
        kind: "authorization",
        state: "failed",
        event_type: null,
        subject_type: "cart",
        subject_id: "cart_unknown",
        klarna_order_id: null,
        attempts: expect.any(Number),
        next_attempt_at: null,
        processed_at: expect.any(String),
        error: "No purchase is known for it.",
        created_at: expect.any(String),
      })
      expect(JSON.stringify(data)).not.toContain("token-that-nobody-sees")

      const dayOld = new Date(Date.now() - 25 * HOUR_MS)
      await world()
        .container.resolve(ContainerRegistrationKeys.PG_CONNECTION)("klarna_event")
        .where({ id })
        .update({ created_at: dayOld })
      expect((await post(`events/${id}/retry`)).data.event).toMatchObject({
        state: "failed",
        attempts: event.attempts + 1,
      })
      expect((await post(`events/${id}/dismiss`)).data.event).toMatchObject({ state: "ignored" })
      expect((await post(`events/${id}/dismiss`)).status).toBe(200)
      expect((await get("events?state=failed")).data.count).toBe(0)
    })

    it("F9: finishes what was given up, once it can be done", async () => {
      const { shop, sandbox } = world()
      const cart = await shop.cart({ country: "se", items: SWEATER })
      const { session, authorize_data } = await shop.refresh(cart.id)
      await sandbox.authorize(session.session_id, { data: authorize_data })
      const id = await told(cart, session.session_id)
      await sandbox.fault({ kind: "status", status: 503, times: 0 })
      await givenUp()
      expect(await eventOf(id)).toMatchObject({ state: "failed" })
      await sandbox.clearFaults()

      expect((await post(`events/${id}/retry`)).data.event).toMatchObject({ state: "done" })
      expect(await ordersOfShop()).toHaveLength(1)
      expect(await sandbox.orders()).toHaveLength(1)
      expect((await post(`events/${id}/retry`)).status).toBe(400)
    })
  })
})
