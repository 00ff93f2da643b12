import { randomUUID } from "node:crypto"
import { orderCanceled, PurchaseError } from "../../src/purchase/errors"
import type { ShopState } from "../../src/purchase/next-step"
import { keepForNextTry, placePurchase } from "../../src/purchase/place"
import type { OrderContext, Purchase, PurchaseDeps, PurchaseStore } from "../../src/purchase/ports"
import { releaseKept, type SettleDeps, type Shop } from "../../src/purchase/settle"

/** A process that died: nothing after it runs, nothing is tidied up. */
export class Died extends Error {}

/** Something in the shop that has nothing to do with the payment failed, and the completion is taken back. */
export class Failed extends Error {}

/**
 * Moments of a completion, in their order. `before_placing`: the order's rows stand; `before_call`: the attempt is written down;
 * `before_record`: Klarna has answered; `after_placing`: the answer is written down; `after_payment`: the order counts as paid;
 * `taking_back`: the rows of a failed completion are gone, and its payment is not.
 */
export const MOMENTS = [
  "before_placing",
  "before_call",
  "before_record",
  "after_placing",
  "after_payment",
  "taking_back",
] as const
export type Moment = (typeof MOMENTS)[number]

/** Where the shop may be told to fail or die, once. */
export type Mishap = `fails_${"before_placing" | "after_payment"}` | `dies_${Moment}`

type ShopOrder = {
  id: string
  number: string
  cartId: string
  canceled: boolean
  created_at: Date
  /** Without a Klarna order it was paid in another way. */
  payment: { klarna_order_id: string | null; amount: number } | null
}

/**
 * A shop in memory that completes carts as Medusa does: the order's rows stand before the payment is asked for, a failed completion
 * takes them back, a dead one leaves them.
 */
export class MemoryShop implements Shop {
  readonly orders: ShopOrder[] = []
  readonly mishaps = new Set<Mishap>()
  /** Something else happens between the shop's look at a purchase and its giving back. */
  beforeGivingBack: () => Promise<unknown> = async () => undefined
  private readonly awaited = new Map<Moment, (() => void)[]>()
  private readonly queues = new Map<string, Promise<unknown>>()
  private numbers = 0

  constructor(
    private readonly deps: PurchaseDeps,
    private readonly contextOf: (cartId: string) => OrderContext
  ) {}

  /** Waits until a completion comes to this moment. */
  reaches(moment: Moment): Promise<void> {
    return new Promise((resolve) => {
      this.awaited.set(moment, [...(this.awaited.get(moment) ?? []), resolve])
    })
  }

  /** Runs one after the other for a key. */
  locked<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.queues.get(key) ?? Promise.resolve()
    const mine = before.then(run, run)
    this.queues.set(
      key,
      mine.catch(() => undefined)
    )
    return mine
  }

  settleDeps(): SettleDeps {
    return {
      ...this.deps,
      shop: this,
      inRecord: (purchase, run) =>
        this.locked(`record ${purchase.subject_id}`, async () => {
          const now = await this.deps.store.find(purchase.id)
          if (!now) throw new Error("The purchase is gone.")
          return run(now)
        }),
    }
  }

  /** Makes the order of a cart, or answers with the one that it has; its payment is made up for where it is lacking. */
  complete(cartId: string): Promise<string> {
    return this.locked(`cart ${cartId}`, async () => {
      if (this.orders.some((order) => order.cartId === cartId && order.canceled)) {
        throw orderCanceled()
      }
      const made = this.orderOf(cartId)
      if (made?.payment) return made.id
      if (made) {
        made.payment = await this.paid(made)
        return made.id
      }
      const order = this.newOrder(cartId)
      try {
        this.reached("before_placing")
        const payment = await this.paid(order)
        this.reached("after_placing")
        order.payment = payment
        this.reached("after_payment")
        return order.id
      } catch (error) {
        if (!(error instanceof Died)) await this.takeBack(order)
        throw error
      }
    })
  }

  /** The shopper pays the cart with something else than Klarna. */
  payOtherwise(cartId: string, amount: number): void {
    this.newOrder(cartId).payment = { klarna_order_id: null, amount }
  }

  orderOf(cartId: string): ShopOrder | undefined {
    return this.orders.find((order) => order.cartId === cartId && !order.canceled)
  }

  /** What is to be paid, with the order that stands for it already. */
  contextFor(
    cartId: string,
    order = this.orders.find((made) => made.cartId === cartId)
  ): OrderContext {
    const context = this.contextOf(cartId)
    return order
      ? {
          ...context,
          orderId: order.id,
          orderCanceled: order.canceled,
          reference: order.number,
        }
      : context
  }

  async stateOf(purchase: Purchase): Promise<ShopState> {
    const order = this.orders.find(({ cartId }) => cartId === purchase.subject_id)
    const paidWith = order?.payment?.klarna_order_id
    const payment =
      paidWith === null
        ? "other"
        : paidWith !== undefined && paidWith === purchase.klarna_order_id
          ? "klarna"
          : "none"
    return {
      order: order
        ? { id: order.id, canceled: order.canceled, created_at: order.created_at }
        : null,
      payment,
      payable: !order,
    }
  }

  async finish({ subject_id }: Purchase): Promise<"done" | "refused"> {
    try {
      await this.completeOrRelease(subject_id)
      return "done"
    } catch (error) {
      if (!saysNoForGood(error)) throw error
      return "refused"
    }
  }

  /** Completes the cart; where that can't be, what was approved for it is given back. */
  async completeOrRelease(cartId: string): Promise<string> {
    try {
      return await this.complete(cartId)
    } catch (error) {
      if (saysNoForGood(error)) {
        await this.locked(`record ${cartId}`, async () => {
          const now = await this.deps.store.findBySubject({ type: "cart", id: cartId })
          return now && releaseKept(now, this.deps)
        })
      }
      throw error
    }
  }

  async withdraw(): Promise<void> {
    await this.beforeGivingBack()
  }

  async cancelOrder(orderId: string): Promise<void> {
    for (const order of this.orders) if (order.id === orderId) order.canceled = true
  }

  private newOrder(cartId: string): ShopOrder {
    this.numbers += 1
    const order: ShopOrder = {
      id: randomUUID(),
      number: String(this.numbers),
      cartId,
      canceled: false,
      created_at: this.deps.clock.now(),
      payment: null,
    }
    this.orders.push(order)
    return order
  }

  private paid(order: ShopOrder): Promise<NonNullable<ShopOrder["payment"]>> {
    return this.locked(`record ${order.cartId}`, async () => {
      const context = this.contextFor(order.cartId, order)
      const purchase = await this.deps.store.findBySubject(context.subject)
      if (!purchase) throw new Error("There is no purchase.")
      const placed = await placePurchase(context, purchase, purchase.authorization_token, {
        ...this.deps,
        store: this.dyingStore(),
      })
      return { klarna_order_id: placed.klarna_order_id, amount: placed.amount }
    })
  }

  /** Medusa cancels a payment that was made, and the provider keeps the Klarna order for the next try. */
  private async takeBack(order: ShopOrder): Promise<void> {
    this.orders.splice(this.orders.indexOf(order), 1)
    this.reached("taking_back")
    if (!order.payment) return
    await this.locked(`record ${order.cartId}`, async () => {
      const purchase = await this.deps.store.findBySubject({ type: "cart", id: order.cartId })
      if (purchase) await keepForNextTry(purchase, this.deps)
    })
  }

  /** Keeps purchases until the process dies between Klarna and the record. */
  private dyingStore(): PurchaseStore {
    const { store } = this.deps
    return {
      find: (id) => store.find(id),
      findBySubject: (subject) => store.findBySubject(subject),
      findByKlarnaOrder: (id) => store.findByKlarnaOrder(id),
      create: (purchase) => store.create(purchase),
      update: async (id, patch) => {
        if (patch.klarna_order_id) this.reached("before_record")
        const updated = await store.update(id, patch)
        if (patch.state === "placing") this.reached("before_call")
        return updated
      },
    }
  }

  private reached(moment: Moment): void {
    for (const tell of this.awaited.get(moment) ?? []) tell()
    this.awaited.delete(moment)
    if (this.mishaps.delete(`dies_${moment}`)) throw new Died(moment)
    const fails = [...this.mishaps].find((mishap) => mishap === `fails_${moment}`)
    if (fails && this.mishaps.delete(fails)) throw new Failed(moment)
  }
}

function saysNoForGood(error: unknown): boolean {
  return error instanceof PurchaseError && !["unknown", "unavailable"].includes(error.code)
}
