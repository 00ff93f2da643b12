import {
  createKlarnaClient,
  type KlarnaClient,
  type KlarnaOrderManagement,
} from "../../klarna/client"
import { ModuleOperationStore } from "../../modules/klarna/operation-store"
import { ModulePurchaseStore } from "../../modules/klarna/purchase-store"
import type KlarnaModuleService from "../../modules/klarna/service"
import { cancelOrRelease } from "../../operations/cancel"
import { refundCapturedAtOnce } from "../../operations/refund-captured-at-once"
import type { OperationDeps } from "../../operations/ports"
import type { HostedPageUrls } from "../../klarna/wire"
import type { Connection } from "../../options"
import { hostedPageStatusUrl } from "../../options/callbacks"
import { busy, notApproved, PurchaseError } from "../../purchase/errors"
import { keepForNextTry, placePurchase } from "../../purchase/place"
import { openHostedPage } from "../../purchase/hosted-page"
import type {
  HostedPage,
  OrderContext,
  Purchase,
  PurchaseDeps,
  Subject,
} from "../../purchase/ports"
import { reconcilePurchase } from "../../purchase/reconcile"
import { refreshPurchase } from "../../purchase/refresh"
import { resolveUnknown } from "../../purchase/resolve-unknown"
import { releaseKept, settlePurchase, type Settlement, type Shop } from "../../purchase/settle"
import { CHECK_EVERY_MS, after } from "../../purchase/schedule"
import { freeExpiredLock, type Database } from "./expired-lock"
import { exclusively, LockBusyError } from "./lock"
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
  /** Only for locks that died with their process: see `freeExpiredLock`. */
  database: Database | undefined
  logger: Logger
}

const SYSTEM_CLOCK = { now: () => new Date() }

/** Below the 30 s for which Medusa waits for a cart that is being completed. */
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
  async refresh(subject: Subject): Promise<Purchase> {
    return this.locked(subject, async () => {
      const { context, connection } = await loadContext(subject, this.deps)
      return refreshPurchase(context, this.core(this.client(connection)))
    })
  }

  /**
   * Opens a page at Klarna on which a cart, or an order's payment, can be paid without a storefront.
   *
   * @param urlsFor where Klarna sends the shopper, once the market is known; its own calls are added
   */
  async openHostedPage(
    subject: Subject,
    urlsFor: (context: OrderContext) => Promise<HostedPageUrls> | HostedPageUrls
  ): Promise<Purchase & { hosted_page: HostedPage }> {
    return this.locked(subject, async () => {
      const { context, connection } = await loadContext(subject, this.deps)
      const client = this.client(connection)
      const status = hostedPageStatusUrl(this.deps.klarna.options, subject)
      const urls = await urlsFor(context)
      return openHostedPage(
        context,
        { ...urls, ...(status ? { status_update: status } : {}) },
        { ...this.core(client), pages: client.hostedPaymentPage }
      )
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
      if (purchase.state !== "open") return purchase
      return this.store.update(purchase.id, {
        authorization_token: token,
        next_check_at: after(new Date(), CHECK_EVERY_MS),
      })
    })
  }

  /** Places the approved purchase at Klarna, once. */
  async place(subject: Subject, paymentSessionId: string): Promise<Purchase> {
    return this.locked(subject, async () => {
      const purchase = await this.store.findBySubject(subject)
      if (!purchase) throw notApproved()
      const { context, connection } = await loadContext(subject, this.deps)
      const token = purchase.authorization_token
      const placed = await placePurchase(
        context,
        purchase,
        token,
        this.core(this.client(connection))
      )
      return this.store.update(placed.id, { payment_session_id: paymentSessionId })
    })
  }

  /** Settles a purchase with the shop: see `settlePurchase` of the purchase core. */
  async settle(purchase: Purchase, shop: Shop): Promise<Settlement> {
    return settlePurchase(purchase, {
      ...this.core(this.clientFor(purchase)),
      shop,
      inRecord: (of, run) => this.inRecord(of, run),
    })
  }

  /** Brings a record in line with what Klarna says; starts nothing new. */
  async reconcile(purchase: Purchase): Promise<Purchase> {
    return this.inRecord(purchase, (now, deps) => reconcilePurchase(now, deps))
  }

  /** Keeps the Klarna order of a completion that Medusa takes back, for the shopper's next try. */
  async keepForNextTry(purchase: Purchase): Promise<Purchase> {
    return this.inRecord(purchase, (now, deps) => keepForNextTry(now, deps))
  }

  /** Gives the shopper's approval back, where there is one that was not placed. */
  async release(purchase: Purchase): Promise<Purchase> {
    return this.inRecord(purchase, (now, deps) => releaseKept(now, deps))
  }

  /** Takes the Klarna order that a person found for a purchase of unknown outcome, after reading it. */
  async resolveUnknown(purchase: Purchase, klarnaOrderId: string): Promise<Purchase> {
    return this.inRecord(purchase, (now, deps) => resolveUnknown(now, klarnaOrderId, deps))
  }

  /** A client for the market of a purchase that exists already. */
  clientFor(purchase: Pick<Purchase, "market">): KlarnaClient {
    const connection = this.deps.klarna.connection(purchase.market)
    if (!connection.available) throw new PurchaseError("unavailable", connection.reason)
    return this.client(connection)
  }

  /** What the operations core needs for the Klarna order of a purchase. */
  operationDeps(purchase: Pick<Purchase, "market">): OperationDeps {
    return {
      store: this.operations,
      orders: this.clientFor(purchase).orderManagement,
      clock: SYSTEM_CLOCK,
    }
  }

  /**
   * Runs something while nobody else, on any instance, changes this Klarna order.
   *
   * @throws PurchaseError `unknown` when the others took too long
   */
  onOrder<T>(klarnaOrderId: string, run: () => Promise<T>): Promise<T> {
    return this.alone(
      { key: `klarna:order:${klarnaOrderId}`, waitSeconds: LOCK_TIMEOUT_SECONDS },
      run
    )
  }

  client(connection: Extract<Connection, { available: true }>): KlarnaClient {
    return createKlarnaClient({
      baseUrl: connection.baseUrl,
      authorization: connection.authorization,
      userAgent: userAgent(),
      log: (entry) => this.deps.logger.debug(`klarna ${JSON.stringify(entry)}`),
    })
  }

  /**
   * Runs something while nobody else, on any instance, runs anything under the same key.
   *
   * @throws PurchaseError `unknown` when the others took longer than `waitSeconds`
   */
  async alone<T>(lock: { key: string; waitSeconds: number }, run: () => Promise<T>): Promise<T> {
    try {
      return await exclusively(this.deps, lock, run)
    } catch (error) {
      throw error instanceof LockBusyError ? busy(error) : error
    }
  }

  /** Frees Medusa's own lock of a subject, where the process that held it died and its time is over. */
  async freeDeadLock(subjectId: string): Promise<void> {
    await freeExpiredLock(this.deps.database, subjectId)
  }

  /** Runs with the record as it is now, which nobody else changes meanwhile. */
  private async inRecord(
    { subject_type, subject_id, ...purchase }: Purchase,
    run: (now: Purchase, deps: PurchaseDeps) => Promise<Purchase>
  ): Promise<Purchase> {
    const subject: Subject = { type: subject_type, id: subject_id }
    return this.locked(subject, async () => {
      const now = await this.store.findBySubject(subject)
      if (!now) throw new PurchaseError("unavailable", "This purchase no longer exists.")
      return run(now, this.core(this.clientFor(purchase)))
    })
  }

  private core({ payments, orderManagement }: KlarnaClient): PurchaseDeps {
    return {
      store: this.store,
      payments,
      orders: orderManagement,
      clock: SYSTEM_CLOCK,
      giveBack: (purchase) => this.undo(purchase, orderManagement),
    }
  }

  /**
   * Cancels what is reserved. What was captured at Klarna before Medusa could count it (by Klarna itself, for goods that are
   * delivered at once, or to override a review) is refunded: no order of the shop stands for it.
   */
  private async undo(purchase: Purchase, orders: KlarnaOrderManagement): Promise<Purchase> {
    const klarnaOrderId = purchase.klarna_order_id
    if (!klarnaOrderId) return this.store.update(purchase.id, { state: "canceled" })
    const deps = { store: this.operations, orders, clock: SYSTEM_CLOCK }
    await refundCapturedAtOnce({ ...purchase, klarna_order_id: klarnaOrderId }, deps)
    const done = await cancelOrRelease({ klarnaOrderId, paymentId: null }, deps)
    const state = done?.kind === "release" ? purchase.state : "canceled"
    return this.store.update(purchase.id, { state, next_check_at: null })
  }

  private locked<T>(subject: Subject, run: () => Promise<T>): Promise<T> {
    return this.alone({ key: `klarna:${subject.id}`, waitSeconds: LOCK_TIMEOUT_SECONDS }, run)
  }
}

/** The purchase core for routes and workflows. */
export function purchasesOf(container: MedusaContainer): Purchases {
  return new Purchases({
    query: container.resolve(ContainerRegistrationKeys.QUERY),
    klarna: container.resolve(KLARNA_MODULE),
    locking: container.resolve(Modules.LOCKING),
    database: container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  })
}
