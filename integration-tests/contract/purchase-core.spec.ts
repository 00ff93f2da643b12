import { createKlarnaClient, type KlarnaClient } from "../../src/klarna/client"
import { PurchaseError } from "../../src/purchase/errors"
import { placePurchase } from "../../src/purchase/place"
import { cancelOrRelease } from "../../src/operations/cancel"
import type { OrderContext, Purchase, PurchaseDeps } from "../../src/purchase/ports"
import { refreshPurchase } from "../../src/purchase/refresh"
import type { FaultRequest } from "../klarna-sandbox/control-client"
import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"
import { MemoryOperations } from "./memory-operations"
import { toPay } from "./matrix-world"
import { MemoryPurchases } from "./memory-purchases"

jest.setTimeout(60_000)

let sandbox: SpawnedSandbox
let client: KlarnaClient
let store: MemoryPurchases
let operations: MemoryOperations

beforeAll(async () => {
  sandbox = await spawnSandbox()
})
afterAll(() => sandbox.stop())

beforeEach(async () => {
  await sandbox.reset()
  store = new MemoryPurchases()
  operations = new MemoryOperations()
  client = createKlarnaClient({
    baseUrl: sandbox.url,
    authorization: "Basic klarna_test_api_sandbox",
    userAgent: "tests",
    sleep: () => Promise.resolve(),
  })
})
afterEach(() => sandbox.assertNoViolations())

const deps = (): PurchaseDeps => ({
  store,
  payments: client.payments,
  orders: client.orderManagement,
  clock: { now: () => new Date() },
  giveBack: async (purchase) => {
    await cancelOrRelease(
      { klarnaOrderId: purchase.klarna_order_id ?? "", paymentId: null },
      { store: operations, orders: client.orderManagement, clock: { now: () => new Date() } }
    )
    return store.update(purchase.id, { state: "canceled", next_check_at: null })
  },
})

const refresh = (context: OrderContext): Promise<Purchase> => refreshPurchase(context, deps())

async function approve(purchase: Purchase): Promise<string> {
  const { authorization_token } = await sandbox.authorize(purchase.klarna_session_id ?? "", {
    data: purchase.authorize_data,
  })
  if (!authorization_token) throw new Error("The sandbox gave no approval.")
  return authorization_token
}

async function place(context: OrderContext, token: string | null): Promise<Purchase> {
  const purchase = await store.findBySubject(context.subject)
  if (!purchase) throw new Error("There is no purchase.")
  return placePurchase(context, purchase, token, deps())
}

async function codeOf(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return "none"
  } catch (error) {
    if (error instanceof PurchaseError) return error.code
    throw error
  }
}

it("keeps one session and one client token through ten changes of the total", async () => {
  const first = await refresh(toPay(1))
  for (let quantity = 2; quantity <= 11; quantity++) {
    const changed = await refresh(toPay(quantity))
    expect(changed).toMatchObject({ client_token: first.client_token, amount: quantity * 10000 })
    await refresh(toPay(quantity))
  }
  const operations = (await sandbox.requests()).map(({ operation }) => operation)
  expect(operations.filter((name) => name === "createCreditSession")).toHaveLength(1)
  expect(operations.filter((name) => name === "updateCreditSession")).toHaveLength(10)
})

it("F15: makes a new session where country and currency change", async () => {
  const first = await refresh(toPay())
  const second = await refresh(
    toPay(1, { market: "NO", currency: "NOK", locale: "nb-NO", billingAddress: undefined })
  )
  expect(second.klarna_session_id).not.toBe(first.klarna_session_id)
})

it("F13: makes a new session where Klarna no longer knows the old one", async () => {
  const first = await refresh(toPay())
  await sandbox.advanceClock(49 * 3600)
  const second = await refresh(toPay(2))
  expect(second.klarna_session_id).not.toBe(first.klarna_session_id)
})

it("releases an approval when what is to be paid changes", async () => {
  const purchase = await refresh(toPay())
  const token = await approve(purchase)
  await store.update(purchase.id, { authorization_token: token })
  const changed = await refresh(toPay(2))
  expect(changed.authorization_token).toBeNull()
  expect(await codeOf(place(toPay(2), token))).toBe("approval_expired")
  expect(await sandbox.orders()).toEqual([])
})

describe("F12: when the answer to create order is lost", () => {
  const faults: [string, FaultRequest][] = [
    ["hangs up before", { kind: "drop_before", operation: "createOrder" }],
    ["hangs up after", { kind: "drop_after", operation: "createOrder" }],
    [
      "answers 500 before",
      { kind: "status", status: 500, operation: "createOrder", phase: "before" },
    ],
    [
      "answers 500 after",
      { kind: "status", status: 500, operation: "createOrder", phase: "after" },
    ],
    ["answers half a body", { kind: "malformed", operation: "createOrder" }],
    [
      "answers HTML with 200",
      {
        kind: "status",
        status: 200,
        body: "<html></html>",
        content_type: "text/html",
        operation: "createOrder",
        phase: "after",
      },
    ],
  ]
  const repeats = [200, 403, 409] as const

  for (const [what, fault] of faults) {
    for (const identical_repeat of repeats) {
      for (const times of [1, 2]) {
        it(`(${what}, ${times} times, a repeat answers ${identical_repeat}) there is never a second order, and none is forgotten`, async () => {
          await sandbox.settings({ repeat_order: identical_repeat })
          const context = toPay()
          const purchase = await refresh(context)
          const token = await approve(purchase)
          await sandbox.fault({ ...fault, times })

          const codes = [await codeOf(place(context, token)), await codeOf(place(context, token))]
          const kept = await store.findBySubject(context.subject)
          const orders = await sandbox.orders()

          expect(orders.length).toBeLessThanOrEqual(1)
          if (kept?.state === "placed") {
            expect(kept.klarna_order_id).toBe(orders[0]?.order_id)
            expect(codes[1]).toBe("none")
          } else {
            // Klarna tells no id for a repeat: the purchase stays unknown, and nobody is asked to pay again.
            expect(kept?.state).toBe("unknown")
            expect(orders).toHaveLength(1)
            expect(await codeOf(refresh(context))).toBe("unknown")
            expect(await codeOf(place(context, token))).toBe("unknown")
          }
          const bodies = (await sandbox.requests())
            .filter(({ operation }) => operation === "createOrder")
            .map(({ body }) => JSON.stringify(body))
          expect(new Set(bodies).size).toBe(1)
        })
      }
    }
  }

  it("and nothing was placed, the shopper can pay again", async () => {
    const context = toPay()
    const purchase = await refresh(context)
    const token = await approve(purchase)
    await sandbox.fault({ kind: "drop_before", operation: "createOrder", times: 2 })
    expect(await codeOf(place(context, token))).toBe("unknown")
    await sandbox.advanceClock(3700)

    const again = await refresh(context)
    expect(again).toMatchObject({ state: "open", authorization_token: null })
    expect((await place(context, await approve(again))).state).toBe("placed")
    expect(await sandbox.orders()).toHaveLength(1)
  })

  it("and the process died, a refresh finishes the order before anything else", async () => {
    const context = toPay()
    const purchase = await refresh(context)
    const token = await approve(purchase)
    await sandbox.fault({ kind: "drop_after", operation: "createOrder", times: 2 })
    expect(await codeOf(place(context, token))).toBe("unknown")

    expect(await refresh(context)).toMatchObject({ state: "placed" })
    expect(await store.findBySubject(context.subject)).toMatchObject({ state: "placed" })
    expect((await place(context, null)).klarna_order_id).toBe((await sandbox.orders())[0]?.order_id)
  })

  it("and Klarna can't be read either, the purchase waits instead of guessing", async () => {
    await sandbox.settings({ repeat_order: 409 })
    const context = toPay()
    const purchase = await refresh(context)
    const token = await approve(purchase)
    await sandbox.fault({ kind: "drop_after", operation: "createOrder", times: 1 })
    await sandbox.fault({ kind: "status", status: 503, operation: "readCreditSession", times: 0 })
    expect(await codeOf(place(context, token))).toBe("unknown")
    expect(await store.findBySubject(context.subject)).toMatchObject({ state: "placing" })
  })
})

it("F11: places nothing when Klarna finds other data, and gives the approval back", async () => {
  const context = toPay()
  const purchase = await refresh(context)
  const { authorization_token = "" } = await sandbox.authorize(purchase.klarna_session_id ?? "", {
    data: {
      ...purchase.authorize_data,
      billing_address: { ...context.billingAddress, postal_code: "22222" },
    },
  })
  expect(await codeOf(place(context, authorization_token))).toBe("changed")
  expect(await sandbox.orders()).toEqual([])
  expect((await place(context, await approve(await refresh(context)))).state).toBe("placed")
})

it("F7: answers what is placed to a second try, and refuses another amount", async () => {
  const context = toPay()
  const placed = await place(context, await approve(await refresh(context)))
  expect(await place(context, "another-token")).toMatchObject({
    state: "placed",
    klarna_order_id: placed.klarna_order_id,
  })
  expect(await codeOf(place(toPay(3), null))).toBe("already_placed")
  expect(await sandbox.orders()).toHaveLength(1)
})
