import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { randomUUID } from "node:crypto"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { purchasesOf } from "../../src/providers/klarna/purchases"
import { settleDuePurchases } from "../../src/workflows/purchase/settle"
import { eventually } from "./eventually"
import type { Body } from "./shop"
import { shopSuite } from "./suite"

const SWEATER = [{ sku: "SWEATER-M", quantity: 1 }]

const LIST_CAPTURES = "getCaptures"

/** An application's own code that refuses a completion after Klarna has accepted. */
let shopFails = false
const hooks: Record<string, ((run: () => Promise<void>) => void) | undefined> =
  Object(completeCartWorkflow).hooks
hooks["orderCreated"]?.(async () => {
  if (shopFails) throw new Error("The shop's own code failed.")
})

shopSuite("Review", (world) => {
  beforeEach(() => {
    shopFails = false
  })

  const klarna = () => world().container.resolve<KlarnaModuleService>("klarna")

  async function bought(options: { email?: string; country?: string } = {}): Promise<Body> {
    const { shop, sandbox } = world()
    const { country = "us", ...rest } = options
    const cart = await shop.cart({ country, items: SWEATER, ...rest })
    const { session, authorize_data } = await shop.refresh(cart.id)
    const { authorization_token } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    const answer = await shop.place(cart.id, authorization_token ?? "")
    return { cart, status: answer.status, order: answer.data.order }
  }

  async function sweep(cart: Body) {
    const [purchase] = await klarna().listKlarnaPurchases({ subject_id: cart.id })
    if (purchase?.next_check_at) {
      await klarna().updateKlarnaPurchases({ id: purchase.id, next_check_at: new Date(0) })
    }
    await settleDuePurchases(world().container, 50)
    const [now] = await klarna().listKlarnaPurchases({ subject_id: cart.id })
    return now
  }

  async function captureIn(market: string, capture: string) {
    const { shop } = world()
    const { markets } = await shop.ok(shop.admin("get", "/klarna/markets"))
    const { version } = markets.find(({ country_code }: Body) => country_code === market)
    await shop.ok(shop.admin("post", `/klarna/markets/${market}`, { values: { capture }, version }))
  }

  const statusOf = async (order: Body) => {
    const { shop } = world()
    const found = await shop.order(order.id)
    return { status: found.status, payment: found.payment_collections[0].status }
  }

  it("F21: a review that says yes authorises the payment, without anybody's doing", async () => {
    const { shop, sandbox } = world()
    const { cart, order } = await bought({ email: "customer+pend-accept-05@email.us" })
    expect(await sweep(cart)).toMatchObject({ state: "placed", alert: null })
    expect(await statusOf(order)).toMatchObject({ payment: "awaiting" })

    await sandbox.advanceClock(6 * 60)
    await sweep(cart)
    expect(await statusOf(order)).toMatchObject({ status: "pending", payment: "authorized" })
    expect((await shop.payment(order.id)).captures).toEqual([])
    expect(await sweep(cart)).toMatchObject({ next_check_at: null })
  })

  it("F21: a review that says no raises an alert, and the order ends with Klarna's four hours later", async () => {
    const { sandbox } = world()
    const { cart, order } = await bought({ email: "customer+pend-reject-05@email.us" })
    await sandbox.advanceClock(6 * 60)
    const rejected = await sweep(cart)
    expect(rejected).toMatchObject({ alert: "review_rejected", fraud_status: "REJECTED" })
    expect(rejected?.next_check_at).not.toBeNull()
    expect(await statusOf(order)).toMatchObject({ status: "pending", payment: "awaiting" })

    await sandbox.advanceClock(4 * 3600 + 60)
    await sweep(cart)
    expect(await statusOf(order)).toMatchObject({ status: "canceled" })
    expect((await sandbox.orders())[0]?.status).toBe("CANCELLED")
    expect(await sweep(cart)).toMatchObject({ state: "canceled", alert: null })
  })

  it("F21: the merchant keeps a rejected order by capturing it in time: once, on both sides", async () => {
    const { shop, sandbox } = world()
    const { cart, order } = await bought({ email: "customer+pend-reject-05@email.us" })
    const decide = (decision: string) =>
      shop.admin("post", `/klarna/orders/${order.id}/review`, { decision })
    expect((await decide("keep")).status).toBe(400)
    await sandbox.advanceClock(6 * 60)
    await sweep(cart)
    expect((await decide("perhaps")).status).toBe(400)
    const { klarna_order } = await shop.ok(shop.admin("get", `/klarna/orders/${order.id}`))
    const left = new Date(klarna_order.review.cancels_at).getTime() - Date.now()
    expect(left / 3_600_000).toBeCloseTo(4, 1)
    const answer = await decide("keep")
    expect(answer).toMatchObject({ status: 200, data: { klarna_order: { review: null } } })

    const [kept] = await sandbox.orders()
    expect(kept).toMatchObject({
      status: "CAPTURED",
      captures: [{ captured_amount: kept?.order_amount }],
    })
    const payment = await shop.payment(order.id)
    expect(payment.captures).toHaveLength(1)
    expect(Math.round(payment.captures[0].amount * 100)).toBe(kept?.order_amount)
    await sandbox.advanceClock(5 * 3600)
    expect(await sweep(cart)).toMatchObject({ state: "placed", alert: null, next_check_at: null })
    expect((await sandbox.orders())[0]?.status).toBe("CAPTURED")
  })

  it("F21: what the merchant captures in Klarna's portal to keep a rejected order is Medusa's capture later", async () => {
    const { shop, sandbox } = world()
    const { cart, order } = await bought({ email: "customer+pend-reject-05@email.us" })
    await sandbox.advanceClock(6 * 60)
    await sweep(cart)
    const [rejected] = await sandbox.orders()
    await purchasesOf(world().container)
      .clientFor({ market: "US" })
      .orderManagement.capture(
        rejected?.order_id ?? "",
        { captured_amount: rejected?.order_amount ?? 0 },
        randomUUID()
      )
    await sweep(cart)
    expect(await statusOf(order)).toMatchObject({ status: "pending", payment: "authorized" })
    expect(await sweep(cart)).toMatchObject({ state: "placed", alert: null, next_check_at: null })

    const payment = await shop.payment(order.id)
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
    expect(await statusOf(order)).toMatchObject({ payment: "completed" })
    expect((await sandbox.orders())[0]?.captures).toHaveLength(1)
    expect(await sandbox.requests({ operation: "captureOrder" })).toHaveLength(1)
  })

  it("F21: goods that leave while Klarna reviews their order are not captured, and the log says so", async () => {
    const { shop, sandbox } = world()
    await captureIn("US", "on_shipment")
    const { order } = await bought({ email: "customer+pend-accept-30@email.us" })
    const warn = jest.spyOn(world().container.resolve(ContainerRegistrationKeys.LOGGER), "warn")
    const { items } = await shop.order(order.id)
    const fulfilment = await shop.ship(order.id, [{ id: items[0].id, quantity: 1 }], {
      tracking_number: "1Z999AA10123456784",
      tracking_url: "https://www.ups.com/track?tracknum=1Z999AA10123456784",
    })
    await eventually(async () =>
      expect(warn).toHaveBeenCalledWith(expect.stringContaining(`fulfilment ${fulfilment}`))
    )
    warn.mockRestore()
    expect((await sandbox.orders())[0]).toMatchObject({ status: "AUTHORIZED", captures: [] })
    expect(await sandbox.requests({ operation: "captureOrder" })).toEqual([])
  })

  it("F21: the merchant gives a rejected order up", async () => {
    const { shop, sandbox } = world()
    const { cart, order } = await bought({ email: "customer+pend-reject-05@email.us" })
    await sandbox.advanceClock(6 * 60)
    await sweep(cart)
    await shop.ok(shop.admin("post", `/klarna/orders/${order.id}/review`, { decision: "cancel" }))
    expect(await statusOf(order)).toMatchObject({ status: "canceled" })
    expect((await sandbox.orders())[0]?.status).toBe("CANCELLED")
  })

  it("F23: an order that is cancelled while Klarna reviews it is cancelled at Klarna, and can't be authorised any more", async () => {
    const { shop, sandbox } = world()
    const { order } = await bought({ email: "customer+pend-accept-05@email.us" })
    await shop.ok(shop.admin("post", `/orders/${order.id}/cancel`, {}))
    await eventually(async () => expect((await sandbox.orders())[0]?.status).toBe("CANCELLED"))
    await sandbox.advanceClock(6 * 60)
    const { payment_collections } = await shop.order(order.id)
    const again = await shop.admin("post", `/orders/${order.id}/payment-sessions/authorize`, {
      payment_session_id: payment_collections[0].payment_sessions[0].id,
    })
    expect(again.data.is_authorized ?? false).toBe(false)
    expect(await shop.payment(order.id)).toBeUndefined()
  })

  it("F23: Klarna being down when a pending order is cancelled only delays its cancel", async () => {
    const { shop, sandbox } = world()
    const { cart, order } = await bought({ email: "customer+pend-accept-30@email.us" })
    await sandbox.fault({ kind: "status", status: 503, operation: "cancelOrder", times: 0 })
    await shop.ok(shop.admin("post", `/orders/${order.id}/cancel`, {}))
    await eventually(async () =>
      expect((await sandbox.requests({ operation: "cancelOrder" })).length).toBeGreaterThan(0)
    )
    expect((await sandbox.orders())[0]?.status).toBe("AUTHORIZED")
    await sandbox.clearFaults()
    await sweep(cart)
    expect((await sandbox.orders())[0]?.status).toBe("CANCELLED")
  })

  describe("where a market captures at once", () => {
    const captureAtOnce = () => captureIn("SE", "immediate")

    /** What the event of the order would start can't read Klarna's capture. */
    async function boughtWithoutEvent(): Promise<Body> {
      const { sandbox } = world()
      await sandbox.fault({ kind: "status", status: 503, operation: LIST_CAPTURES, times: 0 })
      const { order } = await bought({ country: "se" })
      // Three attempts, then it gives up.
      await eventually(async () =>
        expect((await sandbox.requests({ operation: LIST_CAPTURES })).length).toBe(3)
      )
      await sandbox.clearFaults()
      return order
    }

    it("Klarna's own capture is Medusa's: one row, one transaction", async () => {
      const { shop, sandbox } = world()
      await captureAtOnce()
      const { status, order } = await bought({ country: "se" })
      expect(status).toBe(200)
      await eventually(async () => expect((await shop.payment(order.id)).captures).toHaveLength(1))
      const [placed] = await sandbox.orders()
      expect(placed).toMatchObject({ status: "CAPTURED", captured_amount: placed?.order_amount })
      expect(placed?.captures).toHaveLength(1)
      expect(await sandbox.requests({ operation: "captureOrder" })).toEqual([])
      // Medusa writes its transaction after the capture.
      await eventually(async () => {
        const { data } = await world()
          .container.resolve(ContainerRegistrationKeys.QUERY)
          .graph({
            entity: "order_transaction",
            filters: { order_id: order.id },
            fields: ["amount", "reference"],
          })
        expect(data).toHaveLength(1)
      })
      expect(await statusOf(order)).toMatchObject({ payment: "completed" })
    })

    it("is captured in Medusa by hand where the event was lost, without a second capture", async () => {
      const { shop, sandbox } = world()
      await captureAtOnce()
      const order = await boughtWithoutEvent()
      const payment = await shop.payment(order.id)
      await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
      expect(await statusOf(order)).toMatchObject({ payment: "completed" })
      expect((await sandbox.orders())[0]?.captures).toHaveLength(1)
      expect(await sandbox.requests({ operation: "captureOrder" })).toEqual([])
    })

    it("is refunded where the order is cancelled before Medusa has captured", async () => {
      const { shop, sandbox } = world()
      await captureAtOnce()
      const order = await boughtWithoutEvent()
      await shop.ok(shop.admin("post", `/orders/${order.id}/cancel`, {}))
      await eventually(async () => {
        const [placed] = await sandbox.orders()
        expect(placed?.refunded_amount).toBe(placed?.order_amount)
      })
      expect(await sandbox.requests({ operation: "refundOrder" })).toHaveLength(1)
      expect((await shop.payment(order.id)).captures).toEqual([])
    })

    it("a completion that fails after it is adopted, or refunded to the last cent", async () => {
      const { shop, sandbox } = world()
      await captureAtOnce()
      shopFails = true
      const { cart, status } = await bought({ country: "se" })
      expect(status).toBeGreaterThanOrEqual(400)
      shopFails = false
      const [purchase] = await klarna().listKlarnaPurchases({ subject_id: cart.id })
      await klarna().updateKlarnaPurchases({
        id: purchase?.id ?? "",
        completion_failed_at: new Date(Date.now() - 3_600_000),
      })
      await sweep(cart)
      const [order] = await sandbox.orders()
      expect(order).toMatchObject({
        captured_amount: order?.order_amount,
        refunded_amount: order?.order_amount,
      })
      expect((await shop.ok(shop.admin("get", "/orders"))).orders).toEqual([])
      expect(await sweep(cart)).toMatchObject({ state: "canceled" })
    })
  })
})
