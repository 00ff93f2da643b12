import { createKlarnaClient, type KlarnaClient } from "../../klarna/client"
import { ModuleOperationStore } from "../../modules/klarna/operation-store"
import { ModulePurchaseStore } from "../../modules/klarna/purchase-store"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { Connection } from "../../options"
import { PurchaseError } from "../../purchase/errors"
import { placePurchase } from "../../purchase/place"
import type { Purchase, Subject } from "../../purchase/ports"
import { refreshPurchase } from "../../purchase/refresh"
import { loadContext } from "./order-context"
import type { GraphQuery } from "./resolve"
import type { ILockingModule, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna"
import { userAgent } from "./user-agent"

export type PurchasesDeps = {
  query: GraphQuery
  klarna: KlarnaModuleService
  locking: ILockingModule
  logger: Logger
}

const LOCK_TIMEOUT_SECONDS = 25

/**
 * The purchase core joined to Medusa: reads what is to be paid, holds the lock of the purchase, keeps its record. Provider, routes
 * and workflows all go through here.
 */
export class Purchases {
  readonly store: ModulePurchaseStore
  readonly operations: ModuleOperationStore

  constructor(private readonly deps: PurchasesDeps) {
    this.store = new ModulePurchaseStore(deps.klarna)
    this.operations = new ModuleOperationStore(deps.klarna)
  }

  /** Brings the Klarna session of a cart, or of an order's payment collection, up to date. */
  async refresh(subject: Subject, orderId?: string): Promise<Purchase> {
    return this.locked(subject, async () => {
      const { context, connection } = await loadContext(subject, this.deps, orderId)
      return refreshPurchase(context, {
        store: this.store,
        payments: this.client(connection).payments,
        clock: { now: () => new Date() },
      })
    })
  }

  /** Keeps the shopper's approval until the order is placed. */
  async keepApproval(subject: Subject, token: string): Promise<Purchase> {
    return this.locked(subject, async () => {
      const purchase = await this.store.findBySubject(subject)
      if (!purchase) {
        throw new PurchaseError(
          "not_approved",
          "There is no Klarna session for this cart. Start the payment with Klarna first."
        )
      }
      return purchase.state === "open"
        ? this.store.update(purchase.id, { authorization_token: token })
        : purchase
    })
  }

  /** Places the approved purchase at Klarna, once. */
  async place(subject: Subject, paymentSessionId: string, orderId?: string): Promise<Purchase> {
    return this.locked(subject, async () => {
      const purchase = await this.store.findBySubject(subject)
      if (!purchase) {
        throw new PurchaseError(
          "not_approved",
          "The payment is not approved yet. Please approve it with Klarna."
        )
      }
      const { context, connection } = await loadContext(subject, this.deps, orderId)
      const placed = await placePurchase(context, purchase, purchase.authorization_token, {
        store: this.store,
        payments: this.client(connection).payments,
      })
      return this.withCurrentFraudStatus(
        await this.store.update(placed.id, { payment_session_id: paymentSessionId })
      )
    })
  }

  /** A client for the market of a purchase that exists already. */
  clientFor(purchase: Pick<Purchase, "market">): KlarnaClient {
    const connection = this.deps.klarna.connection(purchase.market)
    if (!connection.available) throw new PurchaseError("unavailable", connection.reason)
    return this.client(connection)
  }

  client(connection: Extract<Connection, { available: true }>): KlarnaClient {
    return createKlarnaClient({
      baseUrl: connection.baseUrl,
      authorization: connection.authorization,
      userAgent: userAgent(),
      log: (entry) => this.deps.logger.debug(`klarna ${JSON.stringify(entry)}`),
    })
  }

  /** A pending order is decided at Klarna, so what is known of it is read again. */
  private async withCurrentFraudStatus(purchase: Purchase): Promise<Purchase> {
    if (purchase.fraud_status !== "PENDING" || !purchase.klarna_order_id) return purchase
    const order = await this.clientFor(purchase).orderManagement.getOrder(purchase.klarna_order_id)
    if (!order.fraud_status || order.fraud_status === purchase.fraud_status) return purchase
    return this.store.update(purchase.id, { fraud_status: order.fraud_status })
  }

  private locked<T>(subject: Subject, run: () => Promise<T>): Promise<T> {
    return this.deps.locking.execute(`klarna:${subject.id}`, run, { timeout: LOCK_TIMEOUT_SECONDS })
  }
}

/** The purchase core for routes and workflows. */
export function purchasesOf(container: MedusaContainer): Purchases {
  return new Purchases({
    query: container.resolve(ContainerRegistrationKeys.QUERY),
    klarna: container.resolve(KLARNA_MODULE),
    locking: container.resolve(Modules.LOCKING),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  })
}
