import {
  KlarnaConflictError,
  KlarnaError,
  KlarnaNotFoundError,
  KlarnaRequestError,
} from "../klarna/errors"
import { parseFraudStatus } from "../klarna/statuses"
import type { CreateOrderBody } from "../klarna/wire"
import { adoptOrder } from "./adopt"
import { isAbout, orderBody } from "./bodies"
import {
  approvalExpired,
  changed,
  declined,
  notApproved,
  orderCanceled,
  type PurchaseError,
  unavailable,
  unknownOutcome,
} from "./errors"
import { OUTCOME_UNKNOWN, type OrderContext, type Purchase, type PurchaseDeps } from "./ports"
import { releaseApproval } from "./release-approval"
import { after, ADOPTION_MS, CHECK_EVERY_MS } from "./schedule"

/**
 * Places the order at Klarna with the shopper's approval, once: a purchase that is placed already answers with what is known, an
 * attempt whose answer was lost is repeated with the same body.
 *
 * @param token the shopper's approval; where nobody brought one, Klarna is asked whether it has one for this session
 * @returns the purchase with Klarna's order id
 * @throws PurchaseError naming what the shopper must do; after all codes but `unknown` and `unavailable` nothing is reserved
 */
export async function placePurchase(
  context: OrderContext,
  purchase: Purchase,
  token: string | null,
  deps: PurchaseDeps
): Promise<Purchase> {
  if (purchase.state === "unknown") throw unknownOutcome()
  const now = purchase.state === "placing" ? await recoverPlacement(purchase, deps) : purchase
  if (context.orderCanceled) {
    await undone(now, token, deps)
    throw orderCanceled()
  }
  if (now.state === "placed") return adoptOrder(now, context, deps)

  const approval = token ?? (await approvalAtKlarna(now, deps))
  if (!approval) throw notApproved()
  if (!isAbout(now, context) || !now.authorize_data) {
    await releaseApproval(approval, deps.payments)
    await deps.store.update(now.id, { authorization_token: null })
    throw changed()
  }
  const placing = await deps.store.update(now.id, {
    state: "placing",
    authorization_token: approval,
    order_body: orderBody(now.authorize_data, context),
    order_id: context.orderId ?? null,
    next_check_at: after(deps.clock.now(), CHECK_EVERY_MS),
  })
  const placed = await send(placing, false, deps)
  if (parseFraudStatus(placed.fraud_status) !== "REJECTED") return placed
  await deps.giveBack(placed)
  throw declined()
}

/**
 * Finishes an attempt whose answer was lost, with the very body that was sent.
 *
 * @returns the purchase with Klarna's order id
 * @throws PurchaseError when nothing was placed (the purchase is open again) or when that can't be known
 */
export async function recoverPlacement(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  return send(purchase, true, deps)
}

/** What an approval of Klarna's is worth: it is read where the browser died before it could bring it. */
async function approvalAtKlarna(
  purchase: Purchase,
  deps: PurchaseDeps
): Promise<string | undefined> {
  if (purchase.state !== "open" || !purchase.klarna_session_id) return undefined
  try {
    return (await deps.payments.readSession(purchase.klarna_session_id)).authorization_token
  } catch (error) {
    if (error instanceof KlarnaNotFoundError) return undefined
    throw error
  }
}

/** Nothing stays reserved for an order that the shop has cancelled. */
async function undone(purchase: Purchase, token: string | null, deps: PurchaseDeps): Promise<void> {
  if (purchase.state === "placed") await deps.giveBack(purchase)
  const approval = token ?? purchase.authorization_token
  if (purchase.state === "open" && approval) {
    await releaseApproval(approval, deps.payments)
    await deps.store.update(purchase.id, { authorization_token: null })
  }
}

async function send(purchase: Purchase, repeat: boolean, deps: PurchaseDeps): Promise<Purchase> {
  const { authorization_token: token, order_body: body } = purchase
  if (!token || !body) throw unknownOutcome()
  try {
    const order = await deps.payments.createOrder(token, body)
    const now = deps.clock.now()
    return await deps.store.update(purchase.id, {
      state: "placed",
      amount: body.order_amount,
      klarna_order_id: order.order_id,
      fraud_status: order.fraud_status ?? null,
      payment_method: order.authorized_payment_method ?? null,
      redirect_url: order.redirect_url ?? null,
      placed_at: now,
      completion_failed_at: null,
      next_check_at: after(now, CHECK_EVERY_MS),
    })
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
    if (error.outcome === "unknown") {
      if (!repeat) return send(purchase, true, deps)
      throw unknownOutcome(error)
    }
    throw await refused(error, { purchase, token, body, repeat }, deps)
  }
}

type Attempt = { purchase: Purchase; token: string; body: CreateOrderBody; repeat: boolean }

/**
 * Reads a refusal: was surely nothing placed, or may an order exist whose id we don't hold? In doubt Klarna's session tells. What
 * never reached Klarna's order desk (429, no connection, wrong key) says nothing about an earlier attempt.
 */
async function refused(
  error: KlarnaError,
  { purchase, token, repeat }: Attempt,
  deps: PurchaseDeps
): Promise<PurchaseError> {
  const answered = error instanceof KlarnaRequestError || error instanceof KlarnaNotFoundError
  if (!answered) {
    if (repeat) return unknownOutcome(error)
    // The approval is still good: the same try again can succeed.
    await deps.store.update(purchase.id, { state: "open", order_body: null })
    return unavailable(error.publicMessage, error)
  }
  const doubtful = repeat || isAfterTheFact(error)
  if (doubtful && (await mayBePlaced(purchase, deps))) {
    await deps.store.update(purchase.id, OUTCOME_UNKNOWN)
    return unknownOutcome(error)
  }

  const gone = error instanceof KlarnaNotFoundError
  if (!gone) await releaseApproval(token, deps.payments)
  await deps.store.update(purchase.id, {
    state: "open",
    authorization_token: null,
    order_body: null,
  })
  if (error instanceof KlarnaConflictError && saysNotMatching(error)) return changed(error)
  if (gone || isAfterTheFact(error)) return approvalExpired(error)
  if (error.errorCode === "REJECTED") return declined(error)
  return unavailable(error.publicMessage, error)
}

function saysNotMatching(error: KlarnaError): boolean {
  return error.messages.some((message) => message.includes("Not matching fields"))
}

/** Refusals that tell of an order which this approval became: consumed, completed. */
function isAfterTheFact(error: KlarnaError): boolean {
  return (
    error.errorCode === "SESSION_COMPLETED" ||
    error.messages.some((message) => /already (been )?(consumed|completed)/i.test(message))
  )
}

/**
 * Only a session that Klarna calls `incomplete` has surely no order. One that is complete or gone may have one; one that can't be
 * read now leaves the purchase as it is, to be asked again.
 *
 * @throws PurchaseError `unknown` while Klarna can't be read
 */
async function mayBePlaced(purchase: Purchase, deps: PurchaseDeps): Promise<boolean> {
  if (!purchase.klarna_session_id) return true
  try {
    const { status } = await deps.payments.readSession(purchase.klarna_session_id)
    return status !== "incomplete"
  } catch (error) {
    if (error instanceof KlarnaNotFoundError) return true
    if (error instanceof KlarnaError) throw unknownOutcome(error)
    throw error
  }
}

/**
 * Writes down that the shop took back the completion which this Klarna order was placed for. The order stays, for the shopper to
 * try again without approving twice; nobody coming, it is cancelled.
 */
export async function keepForNextTry(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  if (purchase.state !== "placed") return purchase
  const now = deps.clock.now()
  return deps.store.update(purchase.id, {
    order_id: null,
    completion_failed_at: purchase.completion_failed_at ?? now,
    next_check_at: after(now, ADOPTION_MS),
  })
}
