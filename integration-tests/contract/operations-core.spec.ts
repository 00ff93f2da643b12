import { randomUUID } from "node:crypto"
import { createKlarnaClient, type KlarnaClient } from "../../src/klarna/client"
import { KlarnaError } from "../../src/klarna/errors"
import type { OrderLine } from "../../src/klarna/wire"
import { cancelOrRelease } from "../../src/operations/cancel"
import { captureOrder, type CaptureRequest } from "../../src/operations/capture"
import { OperationError } from "../../src/operations/errors"
import { refundCapturedAtOnce } from "../../src/operations/refund-captured-at-once"
import { refundOrder, type RefundRequest } from "../../src/operations/refund"
import { forwardShipping } from "../../src/operations/ship"
import type { FaultRequest } from "../klarna-sandbox/control-client"
import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"
import { MemoryOperations } from "./memory-operations"

jest.setTimeout(60_000)

const LINES: OrderLine[] = [
  {
    type: "physical",
    reference: "MUG",
    name: "Mug",
    quantity: 3,
    unit_price: 9999,
    total_discount_amount: 0,
    total_amount: 29997,
    tax_rate: 2500,
    total_tax_amount: 5999,
  },
  {
    type: "shipping_fee",
    reference: "post",
    name: "PostNord",
    quantity: 1,
    unit_price: 4900,
    total_discount_amount: 0,
    total_amount: 4900,
    tax_rate: 2500,
    total_tax_amount: 980,
  },
]
const TOTAL = 34897

let sandbox: SpawnedSandbox
let client: KlarnaClient
let store: MemoryOperations
let orderId: string

beforeAll(async () => {
  sandbox = await spawnSandbox()
})
afterAll(() => sandbox.stop())
afterEach(() => sandbox.assertNoViolations())

beforeEach(async () => {
  await sandbox.reset()
  store = new MemoryOperations()
  client = createKlarnaClient({
    baseUrl: sandbox.url,
    authorization: "Basic klarna_test_api_sandbox",
    userAgent: "tests",
    sleep: () => Promise.resolve(),
  })
  const body = {
    purchase_country: "SE",
    purchase_currency: "SEK",
    locale: "sv-SE",
    order_amount: TOTAL,
    order_tax_amount: 6979,
    order_lines: LINES,
  }
  const { session_id } = await client.payments.createSession(body)
  const { authorization_token = "" } = await sandbox.authorize(session_id, { data: body })
  orderId = (await client.payments.createOrder(authorization_token, body)).order_id
})

const clock = { now: () => new Date() }
const deps = () => ({ store, orders: client.orderManagement, clock })

const capture = (medusaId: string, amount: number, more: Partial<CaptureRequest> = {}) =>
  captureOrder(
    {
      klarnaOrderId: orderId,
      paymentId: "pay_1",
      medusaId,
      amount,
      currency: "SEK",
      orderLines: LINES,
      orderAmount: TOTAL,
      reference: "42",
      ...more,
    },
    deps()
  )

/** A capture before Medusa has a payment. */
const overriding = (): CaptureRequest => ({
  klarnaOrderId: orderId,
  paymentId: null,
  medusaId: null,
  amount: TOTAL,
  currency: "SEK",
  orderLines: LINES,
  orderAmount: TOTAL,
  reference: "42",
})

const refund = (medusaId: string, amount: number, more: Partial<RefundRequest> = {}) =>
  refundOrder(
    {
      klarnaOrderId: orderId,
      paymentId: "pay_1",
      medusaId,
      amount,
      currency: "SEK",
      description: undefined,
      ...more,
    },
    deps()
  )

const FAULTS: [string, Partial<FaultRequest>][] = [
  ["hangs up before", { kind: "drop_before" }],
  ["hangs up after", { kind: "drop_after" }],
  ["answers 500 after", { kind: "status", status: 500, phase: "after" }],
  ["answers 429", { kind: "status", status: 429 }],
]

describe.each(FAULTS)("when Klarna %s, however often", (_, fault) => {
  it.each([1, 10])("(%i times) a capture and a refund happen once", async (times) => {
    const fails = { ...fault, times } as FaultRequest
    await sandbox.fault({ ...fails, operation: "captureOrder" } as FaultRequest)
    const captured = await tried(capture("capt_1", 10000))
    await sandbox.clearFaults()
    // Medusa deletes its row after a failure, so that the next try comes with another.
    if (!captured) await capture("capt_2", 10000)
    expect(await sandbox.order(orderId)).toMatchObject({
      captured_amount: 10000,
      captures: [expect.anything()],
    })

    await sandbox.fault({ ...fails, operation: "refundOrder" } as FaultRequest)
    const refunded = await tried(refund("ref_1", 5000))
    await sandbox.clearFaults()
    if (!refunded) await refund("ref_2", 5000)
    expect(await sandbox.order(orderId)).toMatchObject({
      refunded_amount: 5000,
      refunds: [expect.anything()],
    })
  })
})

/** Whether a call succeeded; what is no error of Klarna's fails the test. */
async function tried(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
    return false
  }
}

it.each<[string, Partial<FaultRequest>]>([
  ["has too many calls", { kind: "status", status: 429 }],
  ["knows the key no more", { kind: "status", status: 401, body: "<html></html>" }],
])(
  "an answer that was lost, then a Klarna that %s: still one capture and one refund",
  async (_, later) => {
    const lost = { kind: "drop_after", times: 3 } as const
    const first = { ...later, times: 3 } as FaultRequest
    for (const [operation, run] of [
      ["captureOrder", (row: string) => capture(row, TOTAL)],
      ["refundOrder", (row: string) => refund(row, 5000)],
    ] as const) {
      await sandbox.fault({ ...lost, operation })
      await expect(run(`${operation}_1`)).rejects.toBeInstanceOf(KlarnaError)
      await sandbox.fault({ ...first, operation } as FaultRequest)
      await sandbox.fault({ ...first, operation: "getOrder" } as FaultRequest)
      await expect(run(`${operation}_2`)).rejects.toBeInstanceOf(KlarnaError)
      await sandbox.clearFaults()
      await run(`${operation}_3`)
    }
    const order = await sandbox.order(orderId)
    expect(order.captures).toHaveLength(1)
    expect(order).toMatchObject({ captured_amount: TOTAL, refunded_amount: 5000 })
  }
)

it("F3: parts add up to the order to the minor unit, and no more", async () => {
  await capture("capt_1", 10001)
  await capture("capt_2", 12345)
  await expect(capture("capt_3", TOTAL)).rejects.toThrow(/348.97 SEK .* 125.51 SEK/)
  await capture("capt_4", TOTAL - 10001 - 12345)
  const order = await sandbox.order(orderId)
  expect(order).toMatchObject({
    status: "CAPTURED",
    captured_amount: TOTAL,
    remaining_authorized_amount: 0,
  })
  await expect(refund("ref_1", TOTAL + 2)).rejects.toThrow(OperationError)
})

it("a second call for the same row of Medusa does nothing", async () => {
  await capture("capt_1", 10000)
  await capture("capt_1", 10000)
  await refund("ref_1", 100)
  await refund("ref_1", 100)
  expect(await sandbox.order(orderId)).toMatchObject({
    captured_amount: 10000,
    refunded_amount: 100,
  })
})

it("two captures of the same amount are two", async () => {
  await capture("capt_1", 10000)
  await capture("capt_2", 10000)
  expect(await sandbox.order(orderId)).toMatchObject({ captured_amount: 20000 })
})

it("a refused capture can be tried again with another key", async () => {
  await sandbox.fault({
    kind: "status",
    status: 403,
    operation: "captureOrder",
    body: {
      error_code: "CAPTURE_NOT_ALLOWED",
      error_messages: ["Capture not allowed"],
      correlation_id: "x",
    },
  })
  await expect(capture("capt_1", 10000)).rejects.toBeInstanceOf(KlarnaError)
  await capture("capt_1", 10000)
  const [operation] = store.all()
  expect(operation).toMatchObject({ state: "done", attempt: 2 })
})

it("cancels what is untouched, releases the rest of what is partly captured, and leaves the rest alone", async () => {
  await capture("capt_1", 10000)
  expect(
    await cancelOrRelease({ klarnaOrderId: orderId, paymentId: "pay_1" }, deps())
  ).toMatchObject({ kind: "release" })
  expect(await sandbox.order(orderId)).toMatchObject({
    captured_amount: 10000,
    remaining_authorized_amount: 0,
  })
  expect(
    await cancelOrRelease({ klarnaOrderId: orderId, paymentId: "pay_1" }, deps())
  ).toBeUndefined()
})

describe("what was captured at Klarna before Medusa could count it", () => {
  const purchase = () => ({
    id: "kpur_1",
    klarna_order_id: orderId,
    amount: TOTAL,
    currency_code: "SEK",
    order_body: { auto_capture: true, order_lines: LINES },
  })

  const portal = () =>
    client.orderManagement.capture(orderId, { captured_amount: TOTAL }, randomUUID())

  it("is taken, and sent no second time", async () => {
    await portal()
    const [first, again] = [
      await capture("capt_1", TOTAL, { capturedAtOnce: true }),
      await capture("capt_1", TOTAL, { capturedAtOnce: true }),
    ]
    expect(again).toEqual(first)
    const { captures } = await sandbox.order(orderId)
    expect(captures).toEqual([expect.objectContaining({ capture_id: first.klarna_id })])
    await expect(capture("capt_2", TOTAL, { capturedAtOnce: true })).rejects.toThrow(OperationError)
    await refund("ref_1", TOTAL)
    expect(await sandbox.order(orderId)).toMatchObject({ refunded_amount: TOTAL })
  })

  it("is captured as usual where Klarna has not captured", async () => {
    await capture("capt_1", TOTAL, { capturedAtOnce: true })
    expect((await sandbox.order(orderId)).captures).toHaveLength(1)
  })

  it.each([1, 10])("is one capture, also when its answer is lost (%i times)", async (times) => {
    const early = () => captureOrder({ ...overriding(), capturedAtOnce: true }, deps())
    await sandbox.fault({ kind: "drop_after", operation: "captureOrder", times })
    await tried(early())
    await sandbox.clearFaults()
    await capture("capt_1", TOTAL)
    expect((await sandbox.order(orderId)).captures).toHaveLength(1)
    expect(store.all()).toEqual([
      expect.objectContaining({ state: "done", medusa_id: "capt_1", payment_id: "pay_1" }),
    ])
  })

  it("is refunded once where no order stands for it, and can't be captured in Medusa any more", async () => {
    await portal()
    await sandbox.fault({ kind: "drop_after", operation: "refundOrder", times: 10 })
    await tried(refundCapturedAtOnce(purchase(), deps()))
    await sandbox.clearFaults()
    await refundCapturedAtOnce(purchase(), deps())
    await refundCapturedAtOnce(purchase(), deps())
    expect(await sandbox.order(orderId)).toMatchObject({
      captured_amount: TOTAL,
      refunded_amount: TOTAL,
      refunds: [expect.anything()],
    })
    await expect(capture("capt_1", TOTAL, { capturedAtOnce: true })).rejects.toThrow(OperationError)
  })

  it("is left to Medusa's own refund where Medusa has captured it", async () => {
    await portal()
    await capture("capt_1", TOTAL, { capturedAtOnce: true })
    await refundCapturedAtOnce(purchase(), deps())
    expect(await sandbox.order(orderId)).toMatchObject({ refunded_amount: 0 })
  })
})

it("F19: tells of a parcel once, on the capture that holds its goods", async () => {
  await capture("capt_1", TOTAL)
  const parcel = {
    klarnaOrderId: orderId,
    paymentId: "pay_1",
    medusaId: "ful_1",
    shippingInfo: [{ shipping_company: "postnord", tracking_number: "1" }],
    references: ["MUG"],
  }
  await sandbox.fault({ kind: "drop_after", operation: "appendShippingInfo", times: 10 })
  await tried(forwardShipping(parcel, deps()))
  await sandbox.clearFaults()
  await forwardShipping(parcel, deps())
  await forwardShipping(parcel, deps())
  expect((await sandbox.order(orderId)).captures?.[0]).toMatchObject({
    shipping_info: [{ tracking_number: "1" }],
  })
})
