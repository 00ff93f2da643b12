import { randomUUID } from "node:crypto"
import { PurchaseError } from "../../src/purchase/errors"
import type { ShopState } from "../../src/purchase/next-step"
import { keepForNextTry, placePurchase } from "../../src/purchase/place"
import type { OrderContext, Purchase, PurchaseDeps } from "../../src/purchase/ports"
import { releaseKept, type SettleDeps, type Shop } from "../../src/purchase/settle"

/** A process that died: nothing after it runs, nothing is tidied up. */
export class Died extends Error {}

/** Where the shop may be told to fail or die, once. */
export type Mishap =
  | "fails_before_placing"
  | "fails_after_placing"
  | "dies_before_placing"
  | "dies_after_placing"
  | "dies_after_payment"

type ShopOrder = {
  id: string
  number: string
  cartId: string
  canceled: boolean
  created_at: Date
  payment: { klarna_order_id: string | null; amount: number } | null
}

/**
 * A shop in memory that completes carts as Medusa does: the order's rows stand before the payment is asked for, a failed completion
 * takes them back, a dead one leaves them.
 */
export class MemoryShop implements Shop {
  readonly orders: ShopOrder[] = []
  mishap: Mishap | null = null
  private readonly queues = new Map<string, Promise<unknown>>()

  constructor(
    private readonly deps: PurchaseDeps,
    private readonly contextOf: (cartId: string) => OrderContext
  ) {}

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
  complete(cartId: string, token: string | null = null): Promise<string> {
    return this.locked(`cart ${cartId}`, async () => {
      const made = this.orderOf(cartId)
      if (made?.payment) return made.id
      if (made) {
        made.payment = await this.paid(made, token)
        return made.id
      }
      const order: ShopOrder = {
        id: randomUUID(),
        number: String(this.orders.length + 1),
        cartId,
        canceled: false,
        created_at: this.deps.clock.now(),
        payment: null,
      }
      this.orders.push(order)
      try {
        this.happens("dies_before_placing")
        this.happens("fails_before_placing")
        const payment = await this.paid(order, token)
        this.happens("dies_after_placing")
        order.payment = payment
        this.happens("dies_after_payment")
        this.happens("fails_after_placing")
        return order.id
      } catch (error) {
        if (!(error instanceof Died)) await this.takeBack(order)
        throw error
      }
    })
  }

  orderOf(cartId: string): ShopOrder | undefined {
    return this.orders.find((order) => order.cartId === cartId && !order.canceled)
  }

  async stateOf(purchase: Purchase): Promise<ShopState> {
    const order = this.orders.find(({ cartId }) => cartId === purchase.subject_id)
    const paid = order?.payment && order.payment.klarna_order_id === purchase.klarna_order_id
    return {
      order: order
        ? { id: order.id, canceled: order.canceled, created_at: order.created_at }
        : null,
      payment: paid ? "klarna" : "none",
      payable: !order,
    }
  }

  async finish(purchase: Purchase): Promise<"done" | "refused"> {
    try {
      await this.complete(purchase.subject_id)
      return "done"
    } catch (error) {
      const passing =
        !(error instanceof PurchaseError) || ["unknown", "unavailable"].includes(error.code)
      if (passing) throw error
      await this.locked(`record ${purchase.subject_id}`, async () => {
        const now = await this.deps.store.find(purchase.id)
        return now && releaseKept(now, this.deps)
      })
      return "refused"
    }
  }

  async withdraw(): Promise<void> {}

  async cancelOrder(orderId: string): Promise<void> {
    for (const order of this.orders) if (order.id === orderId) order.canceled = true
  }

  private paid(order: ShopOrder, token: string | null): Promise<NonNullable<ShopOrder["payment"]>> {
    return this.locked(`record ${order.cartId}`, async () => {
      const context = {
        ...this.contextOf(order.cartId),
        orderId: order.id,
        reference: order.number,
      }
      const purchase = await this.deps.store.findBySubject(context.subject)
      if (!purchase) throw new Error("There is no purchase.")
      const placed = await placePurchase(
        context,
        purchase,
        token ?? purchase.authorization_token,
        this.deps
      )
      return { klarna_order_id: placed.klarna_order_id, amount: placed.amount }
    })
  }

  /** Medusa cancels a payment that was made, and the provider keeps the Klarna order for the next try. */
  private async takeBack(order: ShopOrder): Promise<void> {
    this.orders.splice(this.orders.indexOf(order), 1)
    if (!order.payment) return
    await this.locked(`record ${order.cartId}`, async () => {
      const purchase = await this.deps.store.findBySubject({ type: "cart", id: order.cartId })
      if (purchase) await keepForNextTry(purchase, this.deps)
    })
  }

  private happens(mishap: Mishap): void {
    if (this.mishap !== mishap) return
    this.mishap = null
    throw mishap.startsWith("dies") ? new Died(mishap) : new Error(mishap)
  }
}
