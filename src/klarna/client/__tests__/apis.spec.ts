import { createKlarnaClient, type KlarnaClient } from ".."
import { KlarnaAnswerError, KlarnaRequestError } from "../../errors"
import { empty, json, localServer, type LocalServer, type Turn } from "./local-server"

let server: LocalServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function client(...turns: Turn[]): Promise<KlarnaClient & { server: LocalServer }> {
  await server?.stop()
  const started = await localServer(...turns)
  server = started
  const made = createKlarnaClient({
    baseUrl: `${started.url}/`,
    authorization: "Basic a2V5",
    userAgent: "test",
    sleep: () => Promise.resolve(),
  })
  return { ...made, server: started }
}

const session = {
  purchase_country: "SE",
  purchase_currency: "SEK",
  order_amount: 100,
  order_tax_amount: 20,
  order_lines: [
    {
      type: "physical" as const,
      name: "Mug",
      quantity: 1,
      unit_price: 100,
      total_amount: 100,
      tax_rate: 2500,
      total_tax_amount: 20,
    },
  ],
}
const ORDER = "3c0d8cf2-0000-4000-8000-000000000001"
const KEY = "4b1d0b9e-0000-4000-8000-000000000001"
const BASE = `/ordermanagement/v1/orders/${ORDER}`

describe("Klarna Payments", () => {
  it("makes, changes and reads a session", async () => {
    const { payments, server: started } = await client(
      json(200, {
        session_id: "s-1",
        client_token: "jwt",
        payment_method_categories: [{ identifier: "klarna", name: "Klarna" }],
        new_field: 1,
      }),
      empty(204),
      json(200, { status: "incomplete", authorization_token: "tok" })
    )
    expect(await payments.createSession(session)).toMatchObject({
      session_id: "s-1",
      client_token: "jwt",
    })
    await payments.updateSession("s-1", { order_amount: 100, order_lines: session.order_lines })
    expect(await payments.readSession("s-1")).toMatchObject({ authorization_token: "tok" })
    expect(started.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /payments/v1/sessions",
      "POST /payments/v1/sessions/s-1",
      "GET /payments/v1/sessions/s-1",
    ])
  })

  it("places an order and gives up an authorization", async () => {
    const { payments, server: started } = await client(
      json(200, { order_id: ORDER, fraud_status: "ACCEPTED" }),
      empty(204)
    )
    expect(
      (await payments.createOrder("tok/1", { ...session, auto_capture: false })).order_id
    ).toBe(ORDER)
    await payments.cancelAuthorization("tok/1")
    expect(started.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /payments/v1/authorizations/tok%2F1/order",
      "DELETE /payments/v1/authorizations/tok%2F1",
    ])
  })

  it("F10: takes an order without an id for an unknown outcome, never for a success", async () => {
    const { payments } = await client(json(200, { fraud_status: "ACCEPTED" }))
    await expect(payments.createOrder("tok", session)).rejects.toMatchObject({
      name: "KlarnaAnswerError",
      outcome: "unknown",
    })
  })

  it("names a mistake of ours before anything is sent", async () => {
    const { payments, server: started } = await client(json(200, {}))
    const broken = { ...session, order_amount: 1.5 }
    await expect(payments.createSession(broken)).rejects.toBeInstanceOf(KlarnaRequestError)
    await expect(payments.createSession(broken)).rejects.toThrow("order_amount")
    await expect(
      payments.createSession({ ...session, merchant_urls: { confirmation: "http://shop.example" } })
    ).rejects.toThrow("merchant_urls.confirmation")
    expect(started.seen).toEqual([])
  })
})

describe("Order Management", () => {
  it("reads ids of captures and refunds from their headers, else from Location", async () => {
    const { orderManagement } = await client(
      empty(201, { "Capture-Id": "c-1", Location: `${BASE}/captures/other` })
    )
    expect(await orderManagement.capture(ORDER, { captured_amount: 100 }, KEY)).toEqual({
      capture_id: "c-1",
    })
    const second = await client(
      empty(201, { Location: `https://api.klarna.com${BASE}/refunds/r-1/` })
    )
    expect(await second.orderManagement.refund(ORDER, { refunded_amount: 100 }, KEY)).toEqual({
      refund_id: "r-1",
    })
  })

  it("F17: takes a success without an id for an unknown outcome", async () => {
    for (const headers of [{}, { Location: `${BASE}/captures` }]) {
      const { orderManagement } = await client(empty(201, headers))
      const failed: unknown = await orderManagement
        .capture(ORDER, { captured_amount: 1 }, KEY)
        .catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(KlarnaAnswerError)
      expect(failed).toMatchObject({ outcome: "unknown" })
    }
  })

  it("reads an order with statuses and fields that nobody knows yet", async () => {
    const { orderManagement } = await client(
      json(200, {
        order_id: ORDER,
        status: "BRAND_NEW",
        order_amount: 5,
        purchase_currency: "EUR",
        order_lines: [{ quantity: 1, unit_price: 5, total_amount: 5, type: "magic" }],
        extra: {},
      })
    )
    expect(await orderManagement.getOrder(ORDER)).toMatchObject({ status: "BRAND_NEW", extra: {} })
  })

  it("knows every other call, each with its path and key", async () => {
    const { orderManagement: om, server: started } = await client(empty(204))
    await om.updateAuthorization(
      ORDER,
      { order_amount: 100, order_lines: session.order_lines },
      KEY
    )
    await om.cancel(ORDER, KEY)
    await om.releaseRemaining(ORDER, KEY)
    await om.extendAuthorization(ORDER, KEY)
    await om.appendShippingInfo(ORDER, undefined, [{ shipping_company: "postnord" }], KEY)
    await om.appendShippingInfo(ORDER, "c-1", [{ tracking_number: "1" }], KEY)
    await om.updateReferences(ORDER, { merchant_reference1: "1001" }, KEY)
    await om.updateCustomerDetails(ORDER, { shipping_address: { city: "Lund" } }, KEY)
    await om.triggerSendOut(ORDER, "c-1", KEY)
    await om.extendDueDate(ORDER, "c-1", 14, KEY)
    expect(started.seen.map(({ method, path }) => `${method} ${path.replace(BASE, "")}`)).toEqual([
      "PATCH /authorization",
      "POST /cancel",
      "POST /release-remaining-authorization",
      "POST /extend-authorization-time",
      "POST /shipping-info",
      "POST /captures/c-1/shipping-info",
      "PATCH /merchant-references",
      "PATCH /customer-details",
      "POST /captures/c-1/trigger-send-out",
      "PATCH /captures/c-1/extend-due-date",
    ])
    expect(started.seen.every(({ headers }) => headers["klarna-idempotency-key"] === KEY)).toBe(
      true
    )
  })

  it("reads captures, refunds and due date options", async () => {
    const capture = { capture_id: "c-1", captured_amount: 5 }
    const { orderManagement: om } = await client(
      json(200, [capture]),
      json(200, capture),
      json(200, { refund_id: "r-1", refunded_amount: 5 }),
      json(200, { currency: "SEK", options: [{ number_of_days: 14, amount: 900 }] })
    )
    expect(await om.getCaptures(ORDER)).toHaveLength(1)
    expect((await om.getCapture(ORDER, "c-1")).captured_amount).toBe(5)
    expect((await om.getRefund(ORDER, "r-1")).refunded_amount).toBe(5)
    expect((await om.dueDateOptions(ORDER, "c-1")).options[0]?.amount).toBe(900)
  })
})
