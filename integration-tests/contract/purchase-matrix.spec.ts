import { KlarnaError } from "../../src/klarna/errors"
import { PurchaseError } from "../../src/purchase/errors"
import { resolveUnknown } from "../../src/purchase/resolve-unknown"
import type { FaultRequest } from "../klarna-sandbox/control-client"
import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"
import { Died, type Mishap } from "./matrix-shop"
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

const RECOVERIES = ["browser", "callback", "sweep"] as const
type Recovery = (typeof RECOVERIES)[number]

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
  (error instanceof Error && /fails_|dies_/.test(error.message))

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
async function expectEqualLedgers(mayBeUnknown: boolean): Promise<void> {
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
  "a plain purchase, and %s",
  (operation) => {
    const repeats = operation === "createOrder" ? ([200, 403, 409] as const) : ([200] as const)
    for (const [what, fault] of Object.entries(FAULTS)) {
      for (const how of RECOVERIES) {
        for (const repeat_order of repeats) {
          for (const times of operation === "createOrder" ? [1, 2] : [1]) {
            it(`${what} ${times}x; a repeat answers ${repeat_order}; ${how}`, async () => {
              await sandbox.settings({ repeat_order })
              await sandbox.fault({ ...fault(operation), times } as FaultRequest)
              await browserTriesOnce(() => world.refresh())
              world.quantity = 2
              await browserTriesOnce(() => world.refresh())
              await browserTriesOnce(async () => {
                const token = await world.approve(await world.refresh())
                if (how !== "callback") await world.place(token)
              })
              await recover(how)
              await expectEqualLedgers(repeat_order !== 200)
              expect((await world.orderBodies()).size).toBeLessThanOrEqual(1)
              if (how === "browser") expect(await sandbox.orders()).toHaveLength(1)
            })
          }
        }
      }
    }
  }
)

describe.each(["cancelAuthorization", "updateCreditSession", "readCreditSession"])(
  "a cart that changes after the approval, and %s",
  (operation) => {
    for (const [what, fault] of Object.entries(FAULTS)) {
      for (const how of RECOVERIES) {
        it(`${what}; ${how}`, async () => {
          const token = await world.approve(await world.refresh())
          await sandbox.fault(fault(operation))
          world.quantity = 3
          if (how !== "callback") await browserTriesOnce(() => world.place(token))
          await recover(how)
          const ledger = await world.klarnaLedger()
          expect(world.shopLedger()).toEqual(ledger)
          if (how === "browser") expect(ledger).toHaveLength(1)
          else expect(ledger).toHaveLength(0)
          expect(await world.approvalsLeft()).toBe(0)
        })
      }
    }
  }
)

describe.each(["getOrder", "cancelOrder", "updateMerchantReferences"])(
  "a shop that fails after Klarna accepted, and %s",
  (operation) => {
    for (const [what, fault] of Object.entries(FAULTS)) {
      for (const then of ["tries again", "changes the cart", "never comes back"] as const) {
        it(`${what}; the shopper ${then}`, async () => {
          const token = await world.approve(await world.refresh())
          world.shop.mishap = "fails_after_placing"
          await browserTriesOnce(() => world.place(token))
          await sandbox.fault(fault(operation))
          if (then === "changes the cart") world.quantity = 2
          if (then === "never comes back") await world.sweepFor(60)
          else await browserPays()
          await world.sweepFor(20)
          await expectEqualLedgers(false)
          const approvals = (await sandbox.requests({ operation: "createOrder" })).length
          expect(await world.klarnaLedger()).toHaveLength(then === "never comes back" ? 0 : 1)
          expect(approvals).toBe(then === "changes the cart" ? 2 : 1)
        })
      }
    }
  }
)

describe("at once", () => {
  const repetitions = Number(process.env.FAULT_REPETITIONS ?? 10)
  const quietly = (run: () => Promise<unknown>) => browserTriesOnce(run)
  const races: Record<string, (token: string) => (() => Promise<unknown>)[]> = {
    "F7: two tabs": (token) => [() => world.place(token), () => world.place(token)],
    "F7: browser and callback": (token) => [() => world.place(token), () => world.settle()],
    "F9: callback, sweep and browser": (token) => [
      () => world.settle(),
      () => world.settle(),
      () => world.place(token),
    ],
    "a cart that changes while it is placed": (token) => [
      () => world.place(token),
      async () => {
        world.quantity = 2
        await world.refresh()
      },
    ],
    "two refreshes and a placement": (token) => [
      () => world.refresh(),
      () => world.place(token),
      () => world.refresh(),
    ],
  }
  for (const [what, runs] of Object.entries(races)) {
    it(`${what}, ${repetitions} times: never two Klarna orders, never an order on a cancelled one`, async () => {
      for (let n = 0; n < repetitions; n++) {
        await sandbox.reset()
        world = new PurchaseWorld(sandbox)
        const token = await world.approve(await world.refresh())
        const start = runs(token)
        const turned = [...start.slice(n % start.length), ...start.slice(0, n % start.length)]
        await Promise.all(turned.map(quietly))
        await world.sweepFor(45)
        await expectEqualLedgers(false)
      }
    })
  }

  it(`time is over while the shopper tries again, ${repetitions} times`, async () => {
    for (let n = 0; n < repetitions; n++) {
      await sandbox.reset()
      world = new PurchaseWorld(sandbox)
      const token = await world.approve(await world.refresh())
      world.shop.mishap = "fails_after_placing"
      await quietly(() => world.place(token))
      await world.pass(31 * 60)
      const both = [() => world.settle(), () => world.place(null)]
      await Promise.all((n % 2 ? both : both.reverse()).map(quietly))
      await world.sweepFor(45)
      await expectEqualLedgers(false)
    }
  })
})

describe("a process that dies", () => {
  const mishaps: Mishap[] = [
    "fails_before_placing",
    "fails_after_placing",
    "dies_before_placing",
    "dies_after_placing",
    "dies_after_payment",
  ]
  for (const mishap of mishaps) {
    for (const how of RECOVERIES) {
      it(`${mishap}; ${how}`, async () => {
        const token = await world.approve(await world.refresh())
        world.shop.mishap = mishap
        await browserTriesOnce(() => world.place(token))
        await recover(how)
        // A Klarna order whose completion failed waits for the shopper first.
        await world.sweepFor(40)
        await expectEqualLedgers(false)
        expect(world.shop.orders.filter(({ canceled }) => !canceled).length).toBeLessThanOrEqual(1)
        const givenUp = mishap === "fails_after_placing" && how !== "browser"
        expect(await world.klarnaLedger()).toHaveLength(givenUp ? 0 : 1)
      })
    }
  }
})
