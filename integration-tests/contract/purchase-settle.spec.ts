import { randomUUID } from "node:crypto"
import { authorizeData, orderBody, sessionBody } from "../../src/purchase/bodies"
import { PurchaseError } from "../../src/purchase/errors"
import { placePurchase } from "../../src/purchase/place"
import type { OrderContext, Purchase } from "../../src/purchase/ports"
import { resolveUnknown } from "../../src/purchase/resolve-unknown"
import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"
import { Died, Failed, type Mishap } from "./matrix-shop"
import { PurchaseWorld, toPay } from "./matrix-world"

jest.setTimeout(60_000)

const MINUTE = 60

let sandbox: SpawnedSandbox
let world: PurchaseWorld

beforeAll(async () => {
  sandbox = await spawnSandbox()
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await sandbox.reset()
  world = new PurchaseWorld(sandbox)
})
afterEach(() => sandbox.assertNoViolations())

async function codeOf(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return "none"
  } catch (error) {
    if (error instanceof PurchaseError) return error.code
    throw error
  }
}

/** The shopper approved, Klarna accepted, and then the shop failed. */
async function failedCompletion(): Promise<Purchase> {
  const token = await world.approve(await world.refresh())
  world.shop.mishaps.add("fails_after_payment")
  await expect(world.place(token)).rejects.toThrow(Failed)
  return world.purchase()
}

/** As a merchant does it in Klarna's portal. */
const cancelAtKlarna = ({ klarna_order_id }: Purchase) =>
  world.deps.orders.cancel(klarna_order_id ?? "", randomUUID())

async function expectEqualLedgers(orders: number): Promise<void> {
  const klarna = await world.klarnaLedger()
  expect(klarna).toHaveLength(orders)
  expect(world.shopLedger()).toEqual(klarna)
  expect(await world.approvalsLeft()).toBe(0)
}

/** The shopper buys from the start, in the usual way. */
const buy = async () => world.place(await world.approve(await world.refresh()))

describe("a completion that failed after Klarna accepted", () => {
  it("is made up for by the next try, with the same Klarna order and the new number, and nobody is asked again", async () => {
    const failed = await failedCompletion()
    expect(world.shop.orders).toEqual([])

    expect(await world.refresh()).toMatchObject({
      state: "placed",
      klarna_order_id: failed.klarna_order_id,
    })
    await world.place(null)

    const [order, ...more] = await sandbox.orders()
    expect(more).toEqual([])
    expect(order).toMatchObject({
      order_id: failed.klarna_order_id,
      merchant_reference1: "2",
      merchant_reference2: "cart_1",
    })
    expect(world.shop.orders).toMatchObject([{ number: "2" }])
    expect(await world.purchase()).toMatchObject({ completion_failed_at: null })
    await expectEqualLedgers(1)
  })

  it("is cancelled when the cart changes, and the shopper approves the new one", async () => {
    const failed = await failedCompletion()
    world.quantity = 2

    const anew = await world.refresh()
    expect(anew).toMatchObject({ state: "open", klarna_order_id: null, amount: 20000 })
    expect(anew.klarna_session_id).not.toBe(failed.klarna_session_id)
    await expectEqualLedgers(0)

    await world.place(await world.approve(anew))
    await expectEqualLedgers(1)
  })

  it("is refused, not placed anew, where the changed cart is completed without the shopper", async () => {
    await failedCompletion()
    world.quantity = 2
    expect(await codeOf(world.place(null))).toBe("already_placed")
    expect(await sandbox.orders()).toHaveLength(1)
    expect(world.shop.orders).toEqual([])
  })

  it("waits half an hour for the shopper, then is cancelled, and can be bought again", async () => {
    await failedCompletion()
    await world.pass(29 * MINUTE)
    expect((await world.settle()).step).toBe("wait")
    expect(await world.klarnaLedger()).toHaveLength(1)

    await world.pass(2 * MINUTE)
    expect(await world.settle()).toMatchObject({
      step: "give_back",
      purchase: { state: "canceled", next_check_at: null },
    })
    await expectEqualLedgers(0)

    await buy()
    await expectEqualLedgers(1)
  })

  it("waits anew where the shopper tries again and the shop fails again", async () => {
    await failedCompletion()
    await world.pass(20 * MINUTE)
    world.shop.mishaps.add("fails_after_payment")
    await expect(world.place(null)).rejects.toThrow(Failed)

    await world.pass(20 * MINUTE)
    expect((await world.settle()).step).toBe("wait")
    expect(await world.klarnaLedger()).toHaveLength(1)
    await world.pass(11 * MINUTE)
    expect((await world.settle()).step).toBe("give_back")
    expect(await sandbox.requests({ operation: "createOrder" })).toHaveLength(1)
    await expectEqualLedgers(0)
  })

  it("is not adopted where Klarna's order was cancelled meanwhile: the shopper is asked again", async () => {
    const failed = await failedCompletion()
    await cancelAtKlarna(failed)

    expect(await codeOf(world.place(null))).toBe("approval_expired")
    expect(world.shop.orders).toEqual([])
    expect(await world.purchase()).toMatchObject({ state: "canceled" })

    await buy()
    const purchase = await world.purchase()
    expect(purchase.klarna_order_id).not.toBe(failed.klarna_order_id)
    await expectEqualLedgers(1)
  })

  it("is closed where Klarna's order was cancelled meanwhile and nobody comes", async () => {
    await cancelAtKlarna(await failedCompletion())
    await world.pass(31 * MINUTE)
    expect(await world.settle()).toMatchObject({
      step: "settled",
      purchase: { state: "canceled", next_check_at: null, alert: null },
    })
    await expectEqualLedgers(0)
  })
})

describe("settling", () => {
  it("F8: completes what the shopper approved and no browser brought", async () => {
    await world.approve(await world.refresh())
    expect(await world.settle()).toMatchObject({ step: "finish", purchase: { state: "placed" } })
    await expectEqualLedgers(1)
  })

  it("F9: twice and thrice does what once does, and then no longer asks Klarna", async () => {
    await world.approve(await world.refresh())
    await world.settle()
    await world.settle()
    const { n: last = 0 } = (await sandbox.requests()).at(-1) ?? {}
    expect(await world.settle()).toMatchObject({
      step: "settled",
      purchase: { next_check_at: null },
    })
    expect(await sandbox.requests({ since: last })).toEqual([])
    await expectEqualLedgers(1)
  })

  it("looks again within five minutes while the shopper decides", async () => {
    await world.refresh()
    const { step, purchase } = await world.settle()
    expect(step).toBe("wait")
    const wait = (purchase.next_check_at?.getTime() ?? 0) - world.deps.clock.now().getTime()
    expect(wait).toBeGreaterThan(4 * MINUTE * 1000)
    expect(wait).toBeLessThanOrEqual(5 * MINUTE * 1000)
  })

  it("F11: gives an approval back where the cart is about something else by now", async () => {
    await world.approve(await world.refresh())
    world.quantity = 2
    expect((await world.settle()).step).toBe("finish")
    expect(await sandbox.orders()).toEqual([])
    await expectEqualLedgers(0)
  })

  it("gives an approval back that the shop refuses for a reason of its own", async () => {
    await world.approve(await world.refresh())
    jest.spyOn(world.shop, "finish").mockResolvedValue("refused")
    expect(await world.settle()).toMatchObject({
      step: "finish",
      purchase: { state: "open", authorization_token: null },
    })
    expect(await world.approvalsLeft()).toBe(0)
    expect(await sandbox.orders()).toEqual([])
  })

  it("F11: an approval that is placed for another amount is given back by the placing itself", async () => {
    const purchase = await world.refresh()
    const token = await world.approve(purchase)
    expect(await codeOf(placePurchase(toPay(2), purchase, token, world.deps))).toBe("changed")
    expect(await world.approvalsLeft()).toBe(0)
    expect(await world.purchase()).toMatchObject({ state: "open", authorization_token: null })
    expect(await sandbox.requests({ operation: "createOrder" })).toEqual([])
  })

  it("gives an approval back where the cart was paid in another way", async () => {
    await world.approve(await world.refresh())
    world.shop.payOtherwise("cart_1", 10000)
    expect((await world.settle()).step).toBe("release")
    expect(await world.approvalsLeft()).toBe(0)
    expect(await sandbox.orders()).toEqual([])
  })

  it("gives a Klarna order back where the cart was paid in another way after all", async () => {
    await failedCompletion()
    world.shop.payOtherwise("cart_1", 10000)
    expect((await world.settle()).step).toBe("give_back")
    expect(await world.klarnaLedger()).toEqual([])
  })

  it("gives nothing back that the shopper completed in the same moment", async () => {
    await failedCompletion()
    await world.pass(31 * MINUTE)
    world.shop.beforeGivingBack = () => world.place(null)
    expect((await world.settle()).step).toBe("give_back")
    await expectEqualLedgers(1)
  })

  it("cancels an order that holds stock and that nobody pays, after an hour", async () => {
    await world.refresh()
    world.shop.mishaps.add("dies_before_placing")
    await expect(world.place(null)).rejects.toThrow(Died)
    expect((await world.settle()).step).toBe("wait")

    await world.pass(66 * MINUTE)
    expect((await world.settle()).step).toBe("cancel_order")
    expect(world.shop.orders).toMatchObject([{ canceled: true }])
  })

  it("F13: closes a session that ran out, and makes another for who comes back", async () => {
    const first = await world.refresh()
    await world.pass(48 * 60 * MINUTE)
    expect(await world.settle()).toMatchObject({
      step: "settled",
      purchase: { state: "closed", next_check_at: null },
    })
    expect((await world.refresh()).klarna_session_id).not.toBe(first.klarna_session_id)
  })

  it("F12: an order that Klarna made without our asking is for a person, and nothing is begun meanwhile", async () => {
    const purchase = await world.refresh()
    await placeElsewhere(world.context(), purchase.klarna_session_id ?? "")

    expect(await world.settle()).toMatchObject({
      step: "alert",
      purchase: { state: "unknown", alert: "unknown_outcome", next_check_at: null },
    })
    expect(await codeOf(world.refresh())).toBe("unknown")
    expect(await codeOf(world.place(null))).toBe("unknown")
    expect(await sandbox.orders()).toHaveLength(1)
  })
})

describe("F12: an order that Klarna made without our asking keeps a refresh from beginning another", () => {
  const changes: Record<string, () => void> = {
    "of the amount": () => (world.quantity = 2),
    "of the country": () => (world.country = "NO"),
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`after a change ${what}`, async () => {
      const purchase = await world.refresh()
      await placeElsewhere(world.context(), purchase.klarna_session_id ?? "")
      change()

      expect(await codeOf(world.refresh())).toBe("unknown")
      expect(await world.purchase()).toMatchObject({
        state: "unknown",
        alert: "unknown_outcome",
        klarna_session_id: purchase.klarna_session_id,
      })
      expect(await sandbox.requests({ operation: "createCreditSession" })).toHaveLength(1)
    })
  }
})

describe("an order that was cancelled in the shop before it was paid", () => {
  /** The completion died, and the merchant cancels what it left. */
  async function canceledAfter(mishap: Mishap): Promise<void> {
    const token = await world.approve(await world.refresh())
    world.shop.mishaps.add(mishap)
    await expect(world.place(token)).rejects.toThrow(Died)
    await world.shop.cancelOrder(world.shop.orders[0]?.id ?? "")
  }

  const placeNow = async () => {
    const purchase = await world.purchase()
    const context = world.shop.contextFor("cart_1")
    return placePurchase(context, purchase, purchase.authorization_token, world.deps)
  }

  it("is not placed, by settling or by a payment that comes late, and the approval goes back", async () => {
    await canceledAfter("dies_before_placing")
    expect(await codeOf(placeNow())).toBe("order_canceled")
    expect(await world.approvalsLeft()).toBe(0)
    expect((await world.settle()).step).not.toBe("finish")
    expect(await sandbox.orders()).toEqual([])
    expect(await codeOf(world.refresh())).toBe("order_canceled")
  })

  it("gives its approval back where nobody but the sweep comes", async () => {
    await canceledAfter("dies_before_placing")
    expect((await world.settle()).step).toBe("release")
    await expectEqualLedgers(0)
  })

  it.each(["dies_before_call", "dies_before_record", "dies_after_placing"] as const)(
    "is cancelled at Klarna, whoever comes first (its completion %s)",
    async (mishap) => {
      await canceledAfter(mishap)
      expect(await codeOf(placeNow())).toBe("order_canceled")
      await expectEqualLedgers(0)

      await sandbox.reset()
      world = new PurchaseWorld(sandbox)
      await canceledAfter(mishap)
      expect((await world.settle()).step).toBe("give_back")
      await expectEqualLedgers(0)
      expect(await sandbox.orders()).toMatchObject([{ status: "CANCELLED" }])
    }
  )
})

/** An order at Klarna of which the purchase core knows nothing. */
async function placeElsewhere(context: OrderContext, sessionId?: string): Promise<string> {
  const { payments } = world.deps
  const session = sessionId ?? (await payments.createSession(sessionBody(context))).session_id
  const data = authorizeData(context)
  const { authorization_token } = await sandbox.authorize(session, { data })
  const order = await payments.createOrder(authorization_token ?? "", orderBody(data, context))
  return order.order_id
}

describe("F12: a Klarna order that a person names for a purchase whose outcome is unknown", () => {
  /** Klarna accepted, its answer was lost, and it says no more than that it is done. */
  async function unknownPurchase(): Promise<{ purchase: Purchase; klarnaOrderId: string }> {
    await sandbox.settings({ repeat_order: 409 })
    const token = await world.approve(await world.refresh())
    await sandbox.fault({ kind: "drop_after", operation: "createOrder" })
    expect(await codeOf(world.place(token))).toBe("unknown")
    const purchase = await world.purchase()
    expect(purchase).toMatchObject({ state: "unknown", alert: "unknown_outcome" })
    const [order] = await sandbox.orders()
    return { purchase, klarnaOrderId: order?.order_id ?? "" }
  }

  const resolve = async (klarnaOrderId: string) =>
    resolveUnknown(await world.purchase(), klarnaOrderId, world.deps)

  const inNorway = (): OrderContext => {
    world.country = "NO"
    const context = world.context()
    world.country = "SE"
    return context
  }

  const wrong: Record<string, [() => Promise<string>, string]> = {
    "Klarna knows no such order": [
      async () => "00000000-0000-4000-8000-000000000000",
      "Klarna knows no order with this id in this market's account.",
    ],
    "another amount": [
      () => placeElsewhere(toPay(2)),
      "It is about 20000 SEK, but this purchase is about 10000 SEK (minor units).",
    ],
    "another currency": [
      () => placeElsewhere(inNorway()),
      "It is about 10000 NOK, but this purchase is about 10000 SEK (minor units).",
    ],
    "another cart's": [
      () => placeElsewhere(toPay(1, { internalReference: "cart_2" })),
      "Its merchant reference 2 is not cart_1.",
    ],
    "another purchase holds it": [
      async () => {
        const { id: _id, ...row } = await world.purchase()
        const klarna_order_id = await placeElsewhere(toPay())
        await world.store.create({
          ...row,
          subject_id: "cart_2",
          state: "placed",
          klarna_order_id,
        })
        return klarna_order_id
      },
      "This Klarna order belongs to another purchase.",
    ],
  }
  for (const [what, [order, reason]] of Object.entries(wrong)) {
    it(`is refused: ${what}`, async () => {
      const { purchase } = await unknownPurchase()
      const id = await order()
      const refused = resolve(id)
      await expect(refused).rejects.toMatchObject({ code: "unavailable" })
      await expect(refused).rejects.toThrow(reason)
      expect(await world.store.find(purchase.id)).toEqual(purchase)
    })
  }

  it("is taken where all of it fits, and the shop's order stands on it", async () => {
    const { klarnaOrderId } = await unknownPurchase()
    expect(await resolve(klarnaOrderId)).toMatchObject({
      state: "placed",
      klarna_order_id: klarnaOrderId,
      alert: null,
    })
    expect((await world.settle()).step).toBe("finish")
    await expectEqualLedgers(1)
    expect(await sandbox.requests({ operation: "createOrder" })).toHaveLength(2)
    await expect(resolve(klarnaOrderId)).rejects.toThrow("is known already")
  })

  it("frees the cart where it was cancelled at Klarna", async () => {
    const { purchase, klarnaOrderId } = await unknownPurchase()
    await cancelAtKlarna({ ...purchase, klarna_order_id: klarnaOrderId })
    expect(await resolve(klarnaOrderId)).toMatchObject({ state: "canceled", next_check_at: null })
    await buy()
    await expectEqualLedgers(1)
  })

  it("goes back where the cart holds something else by now", async () => {
    const { klarnaOrderId } = await unknownPurchase()
    world.quantity = 2
    await resolve(klarnaOrderId)
    await world.sweepFor(45)
    await expectEqualLedgers(0)
  })
})
