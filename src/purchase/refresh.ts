import type { KlarnaPayments } from "../klarna/client"
import { KlarnaError, KlarnaNotFoundError } from "../klarna/errors"
import { authorizeData, hashOf, refuseImpossible, sessionBody } from "./bodies"
import { PurchaseError } from "./errors"
import type { Clock, NewPurchase, OrderContext, Purchase, PurchaseStore } from "./ports"

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
  const found = await deps.store.findBySubject(context.subject)
  if (found) refuseWhenTaken(found)
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

function refuseWhenTaken(purchase: Purchase): void {
  if (purchase.state === "placed") {
    throw new PurchaseError("already_placed", "This purchase is already paid with Klarna.")
  }
  if (purchase.state === "unknown" || purchase.state === "placing") {
    throw new PurchaseError(
      "unknown",
      "An earlier payment of this purchase with Klarna has no known outcome yet. Please try to complete it again, or contact the shop."
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

/** Frees the shopper's limit. That Klarna no longer knows the token is as good: it dies by itself after an hour at most. */
export async function releaseApproval(token: string, payments: KlarnaPayments): Promise<void> {
  try {
    await payments.cancelAuthorization(token)
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
  }
}
