import { KlarnaError, KlarnaNotFoundError } from "../klarna/errors"
import {
  authorizeData,
  hashOf,
  hostedSessionBody,
  isAbout,
  refuseImpossible,
  sessionBody,
} from "./bodies"
import { orderCanceled, PurchaseError, unknownOutcome } from "./errors"
import { recoverPlacement } from "./place"
import {
  OUTCOME_UNKNOWN,
  type NewPurchase,
  type OrderContext,
  type Purchase,
  type PurchaseDeps,
} from "./ports"
import { releaseApproval } from "./release-approval"
import { CHECK_EVERY_MS, nextCheck, RENEW_BEFORE_MS, SESSION_LIFETIME_MS } from "./schedule"

/** How old the last sign of a shopper may be before a new one is written down. */
const SEEN_MS = 60_000

/**
 * Brings the purchase and its Klarna session up to date with what is to be paid: makes a session where there is none, updates it
 * where something changed, calls nobody where nothing did. An approval of older data is released; a Klarna order that was placed
 * for a completion which the shop took back is kept for the same cart, and cancelled for another.
 *
 * @returns the purchase; `authorize_data` is what the browser must hand to Klarna
 * @throws PurchaseError `already_placed` or `unknown` when a Klarna order exists or may exist
 * @throws KlarnaError when Klarna refuses or can't be reached; the purchase is unchanged then
 */
export async function refreshPurchase(
  context: OrderContext,
  deps: PurchaseDeps
): Promise<Purchase> {
  if (context.orderCanceled) throw orderCanceled()
  const kept = await deps.store.findBySubject(context.subject)
  const found = kept && (await settled(kept, deps))
  refuseImpossible(context)
  if (found?.state === "placed" && isAbout(found, context)) return found

  const free = found && (await givenBack(found, context, deps))
  const current =
    (free && (await withoutStaleApproval(free, context, deps))) ??
    (await deps.store.create(unsent(context, deps.clock.now())))
  return (await reused(current, context, deps)) ?? begun(current, context, deps)
}

/** The session as it stands, where it can be used: unchanged, or updated. */
async function reused(
  current: Purchase,
  context: OrderContext,
  deps: PurchaseDeps
): Promise<Purchase | undefined> {
  const now = deps.clock.now()
  const id = current.klarna_session_id
  if (!id || !usable(current, context, now)) return undefined
  const body = sessionBody(context)
  const data = authorizeData(context)
  const hash = hashOf(body)
  const patch: Partial<NewPurchase> = {
    ...(hashOf(current.authorize_data) === hashOf(data) ? {} : { authorize_data: data }),
    ...(seenLately(current, now) ? {} : seen(current, now)),
  }
  // A page of Klarna's was given the addresses too: an update would void what was approved there.
  const known = [hash, hashOf(hostedSessionBody(context))]
  if (!known.includes(current.payload_hash ?? "")) {
    if (!(await updated(current, id, body, deps))) return undefined
    Object.assign(patch, { payload_hash: hash, amount: context.totals.order_amount })
  }
  return Object.keys(patch).length ? deps.store.update(current.id, patch) : current
}

/** A new session. The record stands before the call, and is what it was where the call fails. */
async function begun(
  current: Purchase,
  context: OrderContext,
  deps: PurchaseDeps
): Promise<Purchase> {
  const body = sessionBody(context)
  await abandoned(current, deps)
  const session = await deps.payments.createSession(body)
  const now = deps.clock.now()
  const expires = new Date(now.getTime() + SESSION_LIFETIME_MS)
  return deps.store.update(current.id, {
    ...unsent(context, now),
    klarna_session_id: session.session_id,
    client_token: session.client_token,
    payment_method_categories: session.payment_method_categories ?? [],
    session_expires_at: expires,
    payload_hash: hashOf(body),
    authorize_data: authorizeData(context),
    next_check_at: nextCheck({ opened_at: now, session_expires_at: expires }, now),
  })
}

/**
 * A session that is left for another may hold an approval that nobody brought here: it is given back, as far as Klarna can be asked.
 * What can't be, ends by itself within the hour.
 *
 * @throws PurchaseError `unknown` where Klarna made an order of the session: nothing new is begun beside it
 */
async function abandoned(purchase: Purchase, deps: PurchaseDeps): Promise<void> {
  if (purchase.state !== "open" || !purchase.klarna_session_id) return
  try {
    const session = await deps.payments.readSession(purchase.klarna_session_id)
    if (session.status === "complete") {
      await deps.store.update(purchase.id, OUTCOME_UNKNOWN)
      throw unknownOutcome()
    }
    if (session.authorization_token) {
      await deps.payments.cancelAuthorization(session.authorization_token)
    }
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
  }
}

/** A purchase of which Klarna has not heard. */
function unsent(context: OrderContext, now: Date): NewPurchase {
  return {
    subject_type: context.subject.type,
    subject_id: context.subject.id,
    state: "open",
    market: context.market,
    environment: context.environment,
    currency_code: context.currency,
    amount: context.totals.order_amount,
    customer_type: context.customerType,
    klarna_session_id: null,
    client_token: null,
    payment_method_categories: null,
    session_expires_at: null,
    payload_hash: null,
    authorize_data: null,
    authorization_token: null,
    order_body: null,
    klarna_order_id: null,
    fraud_status: null,
    payment_method: null,
    redirect_url: null,
    payment_session_id: null,
    order_id: context.orderId ?? null,
    hosted_page: null,
    opened_at: now,
    placed_at: null,
    completion_failed_at: null,
    rejected_at: null,
    adopted_collection_id: null,
    authorization_expires_at: null,
    findings: null,
    compared_at: null,
    next_comparison_at: null,
    alert: null,
    next_check_at: null,
  }
}

/** A purchase without a call in the air: an attempt whose answer was lost is finished first. */
async function settled(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  const now = purchase.state === "placing" ? await recovered(purchase, deps) : purchase
  if (now.state === "unknown") {
    throw new PurchaseError(
      "unknown",
      "An earlier payment of this purchase with Klarna has no known outcome yet. Please contact the shop; you will not pay twice."
    )
  }
  return now
}

async function recovered(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  try {
    return await recoverPlacement(purchase, deps)
  } catch (error) {
    if (!(error instanceof PurchaseError) || error.code === "unknown") throw error
    // Nothing was placed: the purchase is open again.
    return (await deps.store.find(purchase.id)) ?? purchase
  }
}

/**
 * A purchase with no Klarna order of other data. Only one that no order of the shop stands on may be given back: what an order was
 * paid with is changed by the order's own ways.
 */
async function givenBack(
  purchase: Purchase,
  context: OrderContext,
  deps: PurchaseDeps
): Promise<Purchase> {
  if (purchase.state !== "placed") return purchase
  if (context.orderId) {
    throw new PurchaseError(
      "already_placed",
      "This purchase is already paid with Klarna. Complete the cart to see the order."
    )
  }
  return deps.giveBack(purchase)
}

/** Another country, currency or kind of customer needs another session; so does one that was used or is about to end. */
function usable(purchase: Purchase, context: OrderContext, now: Date): boolean {
  return (
    purchase.state === "open" &&
    purchase.market === context.market &&
    purchase.currency_code === context.currency &&
    purchase.environment === context.environment &&
    purchase.customer_type === context.customerType &&
    purchase.session_expires_at !== null &&
    purchase.session_expires_at.getTime() - RENEW_BEFORE_MS > now.getTime()
  )
}

/** Answers false when Klarna no longer knows the session: then a new one is made, unseen by the shopper. */
async function updated(
  purchase: Purchase,
  sessionId: string,
  body: ReturnType<typeof sessionBody>,
  deps: PurchaseDeps
): Promise<boolean> {
  try {
    await deps.payments.updateSession(sessionId, body)
    return true
  } catch (error) {
    if (!(error instanceof KlarnaNotFoundError)) throw error
    // A session that became an order, while we know of none: an order may exist whose id nobody told us.
    if (error.errorCode !== "SESSION_COMPLETED") return false
    await deps.store.update(purchase.id, OUTCOME_UNKNOWN)
    throw unknownOutcome(error)
  }
}

async function withoutStaleApproval(
  purchase: Purchase,
  context: OrderContext,
  deps: PurchaseDeps
): Promise<Purchase> {
  if (!purchase.authorization_token || isAbout(purchase, context)) return purchase
  await releaseApproval(purchase.authorization_token, deps.payments)
  return deps.store.update(purchase.id, { authorization_token: null })
}

function seenLately({ opened_at, next_check_at }: Purchase, now: Date): boolean {
  return (
    opened_at !== null &&
    now.getTime() - opened_at.getTime() < SEEN_MS &&
    next_check_at !== null &&
    next_check_at.getTime() - now.getTime() <= CHECK_EVERY_MS
  )
}

function seen(purchase: Purchase, now: Date): Partial<NewPurchase> {
  return {
    opened_at: now,
    next_check_at: nextCheck({ ...purchase, opened_at: now }, now),
  }
}
