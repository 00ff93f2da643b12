import { createKlarnaClient } from "../../src/klarna/client"
import { cancelOrRelease } from "../../src/operations/cancel"
import type { OrderContext, Purchase, PurchaseDeps } from "../../src/purchase/ports"
import { refreshPurchase } from "../../src/purchase/refresh"
import { settlePurchase, type Settlement } from "../../src/purchase/settle"
import type { SpawnedSandbox } from "../klarna-sandbox/spawn"
import { MemoryOperations } from "./memory-operations"
import { MemoryPurchases } from "./memory-purchases"
import { MemoryShop } from "./matrix-shop"

/** What a cart asks to be paid: so many mugs of 100 SEK. */
export function toPay(quantity = 1, more: Partial<OrderContext> = {}): OrderContext {
  const total = quantity * 10000
  return {
    subject: { type: "cart", id: "cart_1" },
    market: "SE",
    environment: "playground",
    currency: "SEK",
    locale: "sv-SE",
    totals: {
      order_amount: total,
      order_tax_amount: total / 5,
      order_lines: [
        {
          type: "physical",
          reference: "MUG",
          name: "Mug",
          quantity,
          unit_price: 10000,
          total_discount_amount: 0,
          total_amount: total,
          tax_rate: 2500,
          total_tax_amount: total / 5,
        },
      ],
    },
    billingAddress: {
      given_name: "Alice",
      family_name: "Test",
      email: "customer@email.se",
      street_address: "Södra Blasieholmshamnen 2",
      postal_code: "11148",
      city: "Stockholm",
      country: "SE",
    },
    shippingAddress: undefined,
    reference: "42",
    internalReference: "cart_1",
    orderId: undefined,
    orderCanceled: false,
    customerType: "person",
    customer: undefined,
    attachment: undefined,
    merchantUrls: undefined,
    autoCapture: false,
    ...more,
  }
}

/** What differs where the same cart is paid from Norway. */
const NORWAY: Partial<OrderContext> = {
  market: "NO",
  currency: "NOK",
  locale: "nb-NO",
  billingAddress: {
    given_name: "Kari",
    family_name: "Test",
    email: "customer@email.no",
    street_address: "Edvard Munchs Plass 1",
    postal_code: "0194",
    city: "Oslo",
    country: "NO",
  },
}

/** A shop in memory with one cart, Klarna's stand-in, and a clock that both follow. */
export class PurchaseWorld {
  readonly store = new MemoryPurchases()
  readonly operations = new MemoryOperations()
  readonly deps: PurchaseDeps
  readonly shop: MemoryShop
  quantity = 1
  country: "SE" | "NO" = "SE"
  private readonly approvedAt = new Map<string, Date>()
  private ahead = 0

  constructor(
    private readonly sandbox: SpawnedSandbox,
    options: { timeoutMs?: number } = {}
  ) {
    const client = createKlarnaClient({
      baseUrl: sandbox.url,
      authorization: "Basic klarna_test_api_sandbox",
      userAgent: "tests",
      sleep: () => Promise.resolve(),
      ...options,
    })
    this.deps = {
      store: this.store,
      payments: client.payments,
      orders: client.orderManagement,
      clock: { now: () => new Date(Date.now() + this.ahead * 1000) },
      giveBack: async (purchase) => {
        await cancelOrRelease(
          { klarnaOrderId: purchase.klarna_order_id ?? "", paymentId: null },
          {
            store: this.operations,
            orders: client.orderManagement,
            clock: { now: () => new Date(Date.now() + this.ahead * 1000) },
          }
        )
        return this.store.update(purchase.id, { state: "canceled", next_check_at: null })
      },
    }
    this.shop = new MemoryShop(this.deps, () => this.context())
  }

  context(): OrderContext {
    return toPay(this.quantity, this.country === "NO" ? NORWAY : {})
  }

  /** The storefront prepares the payment. */
  refresh(): Promise<Purchase> {
    return this.shop.locked("record cart_1", () =>
      refreshPurchase(this.shop.contextFor("cart_1"), this.deps)
    )
  }

  /** The shopper approves at Klarna; answers the token that the browser gets. */
  async approve(purchase: Purchase): Promise<string> {
    const { authorization_token } = await this.sandbox.authorize(purchase.klarna_session_id ?? "", {
      data: purchase.authorize_data,
    })
    if (!authorization_token) throw new Error("The sandbox gave no approval.")
    this.approvedAt.set(authorization_token, this.deps.clock.now())
    return authorization_token
  }

  /** The storefront brings the token and completes the cart. */
  async place(token: string | null): Promise<string> {
    await this.shop.locked("record cart_1", async () => {
      const purchase = await this.purchase()
      if (token && purchase.state === "open") {
        await this.store.update(purchase.id, { authorization_token: token })
      }
    })
    return this.shop.completeOrRelease("cart_1")
  }

  async settle(): Promise<Settlement> {
    return settlePurchase(await this.purchase(), this.shop.settleDeps())
  }

  async purchase(): Promise<Purchase> {
    const purchase = await this.store.findBySubject({ type: "cart", id: "cart_1" })
    if (!purchase) throw new Error("There is no purchase.")
    return purchase
  }

  /** Time passes, for the shop and for Klarna. */
  async pass(seconds: number): Promise<void> {
    this.ahead += seconds
    await this.sandbox.advanceClock(seconds)
  }

  /** The sweep comes every five minutes for so long. What can't be settled now is tried again, as the job does. */
  async sweepFor(minutes: number): Promise<void> {
    for (let passed = 0; passed <= minutes; passed += 5) {
      const purchase = await this.store.findBySubject({ type: "cart", id: "cart_1" })
      if (purchase?.next_check_at && purchase.next_check_at <= this.deps.clock.now()) {
        await this.settle().catch(() =>
          this.store.update(purchase.id, { next_check_at: new Date(this.deps.clock.now()) })
        )
      }
      await this.pass(5 * 60)
    }
  }

  /** Orders that are alive at Klarna, by what they hold. */
  async klarnaLedger(): Promise<string[]> {
    const orders = await this.sandbox.orders()
    return orders
      .filter(({ status }) => status !== "CANCELLED")
      .map(({ order_id, order_amount }) => `${order_id} ${order_amount}`)
      .sort()
  }

  /** Paid orders of the shop, by what they stand on. */
  shopLedger(): string[] {
    return this.shop.orders
      .filter(({ canceled, payment }) => !canceled && payment)
      .map(({ payment }) => `${payment?.klarna_order_id} ${payment?.amount}`)
      .sort()
  }

  /** Approvals that Klarna still holds for sessions of this cart. They live an hour. */
  async approvalsLeft(): Promise<number> {
    const made = (await this.sandbox.requests({ operation: "createCreditSession" })).flatMap(
      ({ response }) => sessionIds(response)
    )
    const sessions = await Promise.all(made.map((id) => this.sandbox.session(id)))
    const anHourAgo = this.deps.clock.now().getTime() - 3600_000
    return sessions.filter(({ authorization_token: token }) => {
      if (typeof token !== "string") return false
      const approved = this.approvedAt.get(token)
      return !approved || approved.getTime() > anHourAgo
    }).length
  }

  /** Whether a fault struck a call to Klarna; a case that it never reached proves nothing. */
  async faultStruck(): Promise<boolean> {
    return (await this.sandbox.requests()).some(({ fault }) => fault !== undefined)
  }

  /**
   * The bodies with which orders were asked for, each once. What Klarna turned away unread (429) is no attempt: the next may tell
   * another order number.
   */
  async orderBodies(): Promise<Set<string>> {
    const sent = await this.sandbox.requests({ operation: "createOrder" })
    return new Set(sent.filter(({ status }) => status !== 429).map((r) => JSON.stringify(r.body)))
  }
}

function sessionIds(response: unknown): string[] {
  const id = response !== null && typeof response === "object" ? Object(response).session_id : null
  return typeof id === "string" ? [id] : []
}
