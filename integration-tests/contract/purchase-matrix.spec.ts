import { KlarnaError } from "../../src/klarna/errors"
import { PurchaseError } from "../../src/purchase/errors"
import { resolveUnknown } from "../../src/purchase/resolve-unknown"
import type { FaultRequest } from "../klarna-sandbox/control-client"
import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"
import { Died, Failed, MOMENTS, type Mishap } from "./matrix-shop"
import { PurchaseWorld } from "./matrix-world"

jest.setTimeout(120_000)

let sandbox: SpawnedSandbox
let world: PurchaseWorld

beforeAll(async () => {
  sandbox = await spawnSandbox()
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await sandbox.reset()
  world = new PurchaseWorld(sandbox, { timeoutMs: 200 })
})
afterEach(() => sandbox.assertNoViolations("request"))

type FaultKind = (operation: string) => FaultRequest

const FAULTS: Record<string, FaultKind> = {
  "no answer, processed late": (operation) => ({ kind: "delay", ms: 400, operation }),
  "hangs up before": (operation) => ({ kind: "drop_before", operation }),
  "hangs up after": (operation) => ({ kind: "drop_after", operation }),
  "500 before": (operation) => ({ kind: "status", status: 500, operation, phase: "before" }),
  "500 after": (operation) => ({ kind: "status", status: 500, operation, phase: "after" }),
  "429": (operation) => ({ kind: "status", status: 429, operation, phase: "before" }),
  "429 with Retry-After": (operation) => ({
    kind: "status",
    status: 429,
    retry_after: 1,
    operation,
    phase: "before",
  }),
  "half a body": (operation) => ({ kind: "malformed", operation }),
  "HTML with 200": (operation) => ({
    kind: "status",
    status: 200,
    body: "<html></html>",
    content_type: "text/html",
    operation,
    phase: "after",
  }),
}

function faultOf(what: string, operation: string): FaultRequest {
  const fault = FAULTS[what]
  if (!fault) throw new Error(`There is no fault "${what}".`)
  return fault(operation)
}

/** Faults of which Klarna has done what was asked. */
const AFTER_THE_FACT = new Set([
  "no answer, processed late",
  "hangs up after",
  "500 after",
  "half a body",
  "HTML with 200",
])

const RECOVERIES = ["browser", "callback", "sweep"] as const
type Recovery = (typeof RECOVERIES)[number]

/**
 * How often a fault strikes. What the client repeats by itself is ridden out where it strikes once, and fails as a whole at three.
 * Sessions are made and changed again only after a 429.
 */
function timesOf(operation: string, what: string): number[] {
  if (operation === "createOrder") return [1, 2]
  const repeated = !["createCreditSession", "updateCreditSession"].includes(operation)
  return repeated || what.startsWith("429") ? [1, 3] : [1]
}

/** A shopper's browser: tries again where it is told to, and asks anew where the approval is gone. */
async function browserPays(tries = 4): Promise<void> {
  let token: string | null = null
  for (let n = 0; n < tries; n++) {
    try {
      if (!token) {
        const purchase = await world.refresh()
        if (purchase.state !== "placed" && !purchase.authorization_token)
          token = await world.approve(purchase)
      }
      await world.place(token)
      return
    } catch (error) {
      if (error instanceof PurchaseError && !["unknown", "unavailable"].includes(error.code))
        token = null
      else if (!knownFailure(error)) throw error
    }
  }
}

const knownFailure = (error: unknown) =>
  error instanceof PurchaseError ||
  error instanceof KlarnaError ||
  error instanceof Died ||
  error instanceof Failed

/** One try of the browser, which then dies, whatever came of it. */
async function browserTriesOnce(run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => {
    if (!knownFailure(error)) throw error
  })
}

async function recover(how: Recovery): Promise<void> {
  if (how === "browser") await browserPays()
  if (how === "callback") await browserTriesOnce(() => world.settle())
  await world.sweepFor(20)
}

/** Both ledgers are equal, nothing hangs; where nobody can know, a person names the order and then they are. */
async function expectEqualLedgers(mayBeUnknown = false): Promise<void> {
  const purchase = await world.store.findBySubject({ type: "cart", id: "cart_1" })
  if (purchase?.state === "unknown") {
    expect(mayBeUnknown).toBe(true)
    const orders = await sandbox.orders()
    expect(orders).toHaveLength(1)
    const named = await resolveUnknown(purchase, orders[0]?.order_id ?? "", world.deps)
    expect(named.klarna_order_id).toBe(orders[0]?.order_id)
    await world.sweepFor(5)
  }
  const klarna = await world.klarnaLedger()
  expect(klarna.length).toBeLessThanOrEqual(1)
  expect(world.shopLedger()).toEqual(klarna)
  expect(await world.approvalsLeft()).toBe(0)
}

describe.each(["createCreditSession", "updateCreditSession", "readCreditSession", "createOrder"])(
  "F8, F12: a plain purchase, and %s",
  (operation) => {
    const repeats = operation === "createOrder" ? ([200, 403, 409] as const) : ([200] as const)

    // A session is read where nobody brought the approval: the browser died, or the stock storefront only completes the cart.
    async function firstTry(how: Recovery): Promise<void> {
      await browserTriesOnce(() => world.refresh())
      world.quantity = 2
      await browserTriesOnce(() => world.refresh())
      await browserTriesOnce(async () => {
        const token = await world.approve(await world.refresh())
        if (operation === "readCreditSession") {
          if (how === "browser") await world.place(null)
        } else if (how !== "callback") await world.place(token)
      })
    }

    for (const [what, fault] of Object.entries(FAULTS)) {
      for (const how of RECOVERIES) {
        for (const repeat_order of repeats) {
          for (const times of timesOf(operation, what)) {
            it(`${what} ${times}x; a repeat answers ${repeat_order}; ${how}`, async () => {
              await sandbox.settings({ repeat_order })
              await sandbox.fault({ ...fault(operation), times })
              await firstTry(how)
              await recover(how)
              expect(await world.faultStruck()).toBe(true)
              await expectEqualLedgers(repeat_order !== 200 && AFTER_THE_FACT.has(what))
              expect((await world.orderBodies()).size).toBeLessThanOrEqual(1)
              if (how === "browser") expect(await sandbox.orders()).toHaveLength(1)
            })
          }
        }
      }
    }
  }
)

describe("F12: an order that Klarna made and whose answer was lost, and then", () => {
  const then = ["429", "429 with Retry-After", "500 before", "hangs up before"]
  for (const what of then) {
    for (const how of RECOVERIES) {
      for (const repeat_order of [200, 403, 409] as const) {
        it(`${what} at the repeat; a later repeat answers ${repeat_order}; ${how}`, async () => {
          await sandbox.settings({ repeat_order })
          await sandbox.fault({ kind: "drop_after", operation: "createOrder" })
          await sandbox.fault({ ...faultOf(what, "createOrder"), times: 1 })
          const token = await world.approve(await world.refresh())
          await browserTriesOnce(() => world.place(token))
          // What was not even looked at says nothing about the first.
          expect(await world.purchase()).toMatchObject({ state: "placing" })
          await recover(how)
          await expectEqualLedgers(repeat_order !== 200)
          expect((await world.orderBodies()).size).toBe(1)
          expect(await world.klarnaLedger()).toHaveLength(1)
        })
      }
    }
  }
})

describe.each([
  ["cancelAuthorization", RECOVERIES],
  // Only a storefront that comes back updates the session.
  ["updateCreditSession", ["browser"]],
] as const)("F11: a cart that changes after the approval, and %s", (operation, ways) => {
  for (const [what, fault] of Object.entries(FAULTS)) {
    for (const how of ways) {
      for (const times of timesOf(operation, what)) {
        it(`${what} ${times}x; ${how}`, async () => {
          const token = await world.approve(await world.refresh())
          await sandbox.fault({ ...fault(operation), times })
          world.quantity = 3
          if (how !== "callback") await browserTriesOnce(() => world.place(token))
          await recover(how)
          expect(await world.faultStruck()).toBe(true)
          await expectEqualLedgers()
          expect(await world.klarnaLedger()).toHaveLength(how === "browser" ? 1 : 0)
        })
      }
    }
  }
})

describe.each(["readCreditSession", "cancelAuthorization", "createCreditSession"])(
  "F15: a cart that moves to another country after the approval, and %s",
  (operation) => {
    for (const [what, fault] of Object.entries(FAULTS)) {
      for (const times of timesOf(operation, what)) {
        it(`${what} ${times}x`, async () => {
          await world.approve(await world.refresh())
          await sandbox.fault({ ...fault(operation), times })
          world.country = "NO"
          await browserPays()
          // What can't be given back ends by itself within the hour.
          await world.sweepFor(60)
          expect(await world.faultStruck()).toBe(true)
          await expectEqualLedgers()
          expect(await sandbox.orders()).toMatchObject([{ purchase_currency: "NOK" }])
        })
      }
    }
  }
)

describe.each([
  ["getOrder", ["tries again", "changes the cart", "never comes back"]],
  ["cancelOrder", ["changes the cart", "never comes back"]],
  ["updateMerchantReferences", ["tries again"]],
] as const)("a shop that fails after Klarna accepted, and %s", (operation, ends) => {
  for (const [what, fault] of Object.entries(FAULTS)) {
    for (const then of ends) {
      for (const times of timesOf(operation, what)) {
        it(`${what} ${times}x; the shopper ${then}`, async () => {
          const token = await world.approve(await world.refresh())
          world.shop.mishaps.add("fails_after_payment")
          await browserTriesOnce(() => world.place(token))
          await sandbox.fault({ ...fault(operation), times })
          if (then === "changes the cart") world.quantity = 2
          if (then === "never comes back") await world.sweepFor(60)
          else await browserPays()
          await world.sweepFor(20)
          expect(await world.faultStruck()).toBe(true)
          await expectEqualLedgers()
          const asked = (await sandbox.requests({ operation: "createOrder" })).length
          expect(await world.klarnaLedger()).toHaveLength(then === "never comes back" ? 0 : 1)
          expect(asked).toBe(then === "changes the cart" ? 2 : 1)
        })
      }
    }
  }
})

describe("at once", () => {
  const repetitions = Number(process.env.FAULT_REPETITIONS ?? 10)
  const quietly = (run: () => Promise<unknown>) => browserTriesOnce(run)
  const again = async (token: string) => {
    const { state } = await world.refresh()
    await world.place(state === "placed" ? null : token)
  }
  /** The cart changes at another moment of the completion each time. */
  const changes = async (n: number) => {
    const moment = MOMENTS.filter((name) => name !== "taking_back")[n % MOMENTS.length]
    if (moment) await world.shop.reaches(moment)
    world.quantity = 2
    await world.refresh()
  }
  // How many Klarna orders there are in the end; undefined where that depends on who was first.
  type Race = (token: string, n: number) => (() => Promise<unknown>)[]
  const races: Record<string, [number | undefined, Race]> = {
    "F7: a double click": [1, (token) => [() => world.place(token), () => world.place(token)]],
    "F7: two tabs": [1, (token) => [() => again(token), () => again(token)]],
    // The second approval ends the first, so that the shopper may have to approve once more.
    "F7: two tabs that both ask the shopper": [
      undefined,
      (token) => [
        () => world.place(token),
        async () => {
          const purchase = await world.refresh()
          if (purchase.state === "open") await world.place(await world.approve(purchase))
        },
      ],
    ],
    "F7: browser and callback": [1, (token) => [() => world.place(token), () => world.settle()]],
    "F9: callback and sweep": [1, () => [() => world.settle(), () => world.settle()]],
    "F9: callback, sweep and browser": [
      1,
      (token) => [() => world.settle(), () => world.settle(), () => world.place(token)],
    ],
    "F11: a cart that changes while it is placed": [
      undefined,
      (token, n) => [() => world.place(token), () => changes(n)],
    ],
    "F11: a cart that changes while a callback comes": [
      undefined,
      (_token, n) => [() => world.settle(), () => changes(n)],
    ],
    "two refreshes and a placement": [
      1,
      (token) => [() => world.refresh(), () => world.place(token), () => world.refresh()],
    ],
  }
  for (const [what, [orders, runs]] of Object.entries(races)) {
    it(`${what}, ${repetitions} times: never two Klarna orders, never an order on a cancelled one`, async () => {
      for (let n = 0; n < repetitions; n++) {
        await sandbox.reset()
        world = new PurchaseWorld(sandbox)
        const token = await world.approve(await world.refresh())
        const start = runs(token, n)
        const turned = [...start.slice(n % start.length), ...start.slice(0, n % start.length)]
        await Promise.all(turned.map(quietly))
        await world.sweepFor(45)
        await expectEqualLedgers()
        if (orders !== undefined) expect(await sandbox.orders()).toHaveLength(orders)
        // Whoever was first, the shopper ends with one order.
        await browserPays()
        await world.sweepFor(5)
        await expectEqualLedgers()
        expect(await world.klarnaLedger()).toHaveLength(1)
      }
    })
  }

  it(`time is over while the shopper tries again, ${repetitions} times`, async () => {
    for (let n = 0; n < repetitions; n++) {
      await sandbox.reset()
      world = new PurchaseWorld(sandbox)
      const token = await world.approve(await world.refresh())
      world.shop.mishaps.add("fails_after_payment")
      await quietly(() => world.place(token))
      await world.pass(31 * 60)
      const both = [() => world.settle(), () => world.place(null)]
      await Promise.all((n % 2 ? both : both.reverse()).map(quietly))
      await world.sweepFor(45)
      await expectEqualLedgers()
    }
  })
})

describe("F8: a process that dies", () => {
  const cases: [Mishap[], (200 | 403 | 409)[]][] = [
    [["fails_before_placing"], [200]],
    [["fails_after_payment"], [200]],
    [["dies_before_placing"], [200]],
    [["dies_before_call"], [200, 403, 409]],
    [["dies_before_record"], [200, 403, 409]],
    [["dies_after_placing"], [200]],
    [["dies_after_payment"], [200]],
    [["fails_after_payment", "dies_taking_back"], [200]],
    [["fails_before_placing", "dies_taking_back"], [200]],
  ]
  for (const [mishaps, repeats] of cases) {
    for (const repeat_order of repeats) {
      for (const how of RECOVERIES) {
        it(`${mishaps.join(", ")}; a repeat answers ${repeat_order}; ${how}`, async () => {
          await sandbox.settings({ repeat_order })
          const token = await world.approve(await world.refresh())
          for (const mishap of mishaps) world.shop.mishaps.add(mishap)
          await browserTriesOnce(() => world.place(token))
          expect(world.shop.mishaps.size).toBe(0)
          await recover(how)
          // A Klarna order whose completion failed waits for the shopper first.
          await world.sweepFor(40)
          const lost = mishaps.includes("dies_before_record") && repeat_order !== 200
          await expectEqualLedgers(lost)
          const standing = world.shop.orders.filter(({ canceled }) => !canceled)
          expect(standing.length).toBeLessThanOrEqual(1)
          const givenUp = mishaps.at(-1) === "fails_after_payment" && how !== "browser"
          expect(await world.klarnaLedger()).toHaveLength(givenUp ? 0 : 1)
        })
      }
    }
  }
})
