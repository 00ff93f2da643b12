import type { KlarnaPayments } from "../klarna/client"
import { KlarnaNotFoundError } from "../klarna/errors"
import { authorizeData, hashOf, refuseImpossible, sessionBody } from "./bodies"
import { PurchaseError } from "./errors"
import { recoverPlacement } from "./place"
import type { Clock, NewPurchase, OrderContext, Purchase, PurchaseStore } from "./ports"
import { releaseApproval } from "./release-approval"

/** A Klarna session lives 48 hours and its answer carries no date. Source: Klarna Payments, session lifetime. */
const SESSION_LIFETIME_MS = 48 * 60 * 60 * 1000

/** A session this near to its end is replaced, so that it can't end while the shopper decides. */
const RENEW_BEFORE_MS = 60 * 60 * 1000

export type RefreshDeps = { store: PurchaseStore; payments: KlarnaPayments; clock: Clock }

/**
 * Brings the purchase and its Klarna session up to date with what is to be paid: makes a session where there is none, updates it
 * where something changed, calls nobody where nothing did. An approval of older data is released.
 *
 * @returns the purchase; `authorize_data` is what the browser must hand to Klarna
 * @throws PurchaseError `already_placed` or `unknown` when a Klarna order exists or may exist
 * @throws KlarnaError when Klarna refuses or can't be reached; the purchase is unchanged then
 */
export async function refreshPurchase(context: OrderContext, deps: RefreshDeps): Promise<Purchase> {
  const kept = await deps.store.findBySubject(context.subject)
  const found = kept && (await settled(kept, deps))
  refuseImpossible(context)

  const body = sessionBody(context)
  const data = authorizeData(context)
  const hash = hashOf(body)
  const current = found && (await withoutStaleApproval(found, data, deps))

  if (current && usable(current, context, deps.clock.now())) {
    if (current.payload_hash === hash) {
      return hashOf(current.authorize_data) === hashOf(data)
        ? current
        : deps.store.update(current.id, { authorize_data: data })
    }
    if (await updated(current, body, deps.payments)) {
      return deps.store.update(current.id, {
        payload_hash: hash,
        amount: context.totals.order_amount,
        authorize_data: data,
      })
    }
  }

  const session = await deps.payments.createSession(body)
  const fresh: NewPurchase = {
    subject_type: context.subject.type,
    subject_id: context.subject.id,
    state: "open",
    market: context.market,
    environment: context.environment,
    currency_code: context.currency,
    amount: context.totals.order_amount,
    klarna_session_id: session.session_id,
    client_token: session.client_token,
    payment_method_categories: session.payment_method_categories ?? [],
    session_expires_at: new Date(deps.clock.now().getTime() + SESSION_LIFETIME_MS),
    payload_hash: hash,
    authorize_data: data,
    authorization_token: null,
    order_body: null,
    klarna_order_id: null,
    fraud_status: null,
    payment_method: null,
    redirect_url: null,
    payment_session_id: null,
    order_id: null,
  }
  return current ? deps.store.update(current.id, fresh) : deps.store.create(fresh)
}

/** A purchase without a call in the air: an attempt whose answer was lost is finished first. */
async function settled(purchase: Purchase, deps: RefreshDeps): Promise<Purchase> {
  const now = purchase.state === "placing" ? await recovered(purchase, deps) : purchase
  if (now.state === "placed") {
    throw new PurchaseError(
      "already_placed",
      "This purchase is already paid with Klarna. Complete the cart to see the order."
    )
  }
  if (now.state === "unknown") {
    throw new PurchaseError(
      "unknown",
      "An earlier payment of this purchase with Klarna has no known outcome yet. Please contact the shop; you will not pay twice."
    )
  }
  return now
}

async function recovered(purchase: Purchase, deps: RefreshDeps): Promise<Purchase> {
  try {
    return await recoverPlacement(purchase, deps)
  } catch (error) {
    if (!(error instanceof PurchaseError) || error.code === "unknown") throw error
    // Nothing was placed: the purchase is open again.
    return (
      (await deps.store.findBySubject({ type: purchase.subject_type, id: purchase.subject_id })) ??
      purchase
    )
  }
}

/** Another country or currency needs another session; so does one that was used or is about to end. */
function usable(purchase: Purchase, context: OrderContext, now: Date): boolean {
  return (
    purchase.state === "open" &&
    purchase.klarna_session_id !== null &&
    purchase.market === context.market &&
    purchase.currency_code === context.currency &&
    purchase.environment === context.environment &&
    purchase.session_expires_at !== null &&
    purchase.session_expires_at.getTime() - RENEW_BEFORE_MS > now.getTime()
  )
}

/** Answers false when Klarna no longer knows the session: then a new one is made, unseen by the shopper. */
async function updated(
  purchase: Purchase,
  body: Parameters<KlarnaPayments["updateSession"]>[1],
  payments: KlarnaPayments
): Promise<boolean> {
  if (!purchase.klarna_session_id) return false
  try {
    await payments.updateSession(purchase.klarna_session_id, body)
    return true
  } catch (error) {
    if (error instanceof KlarnaNotFoundError) return false
    throw error
  }
}

async function withoutStaleApproval(
  purchase: Purchase,
  data: Purchase["authorize_data"],
  deps: RefreshDeps
): Promise<Purchase> {
  if (!purchase.authorization_token || hashOf(purchase.authorize_data) === hashOf(data))
    return purchase
  await releaseApproval(purchase.authorization_token, deps.payments)
  return deps.store.update(purchase.id, { authorization_token: null })
}
