import type { KlarnaPayments } from "../klarna/client"
import { KlarnaError, KlarnaNotFoundError } from "../klarna/errors"
import type { CreateOrderBody } from "../klarna/wire"
import { authorizeData, hashOf, orderBody } from "./bodies"
import { PurchaseError } from "./errors"
import type { OrderContext, Purchase, PurchaseStore } from "./ports"
import { releaseApproval } from "./release-approval"

export type PlaceDeps = { store: PurchaseStore; payments: KlarnaPayments }

/**
 * Places the order at Klarna with the shopper's approval, once: a purchase that is placed already answers with what is known, an
 * attempt whose answer was lost is repeated with the same body.
 *
 * @returns the purchase with Klarna's order id
 * @throws PurchaseError naming what the shopper must do; after all codes but `unknown` nothing is reserved at Klarna
 */
export async function placePurchase(
  context: OrderContext,
  purchase: Purchase,
  token: string | null,
  deps: PlaceDeps
): Promise<Purchase> {
  if (purchase.state === "placed") return adopted(purchase, context)
  if (purchase.state === "unknown") throw unknownOutcome()

  if (purchase.state === "placing") return recoverPlacement(purchase, deps)
  if (!token) {
    throw new PurchaseError(
      "not_approved",
      "The payment is not approved yet. Please approve it with Klarna."
    )
  }
  if (
    !purchase.authorize_data ||
    hashOf(purchase.authorize_data) !== hashOf(authorizeData(context))
  ) {
    await releaseApproval(token, deps.payments)
    await deps.store.update(purchase.id, { authorization_token: null })
    throw changed()
  }

  const body = orderBody(purchase.authorize_data, context)
  const placing = await deps.store.update(purchase.id, {
    state: "placing",
    authorization_token: token,
    order_body: body,
    order_id: context.orderId ?? null,
  })
  return send(placing, token, body, false, deps)
}

/**
 * Finishes an attempt whose answer was lost, with the very body that was sent.
 *
 * @returns the purchase with Klarna's order id
 * @throws PurchaseError when nothing was placed (the purchase is open again) or when that can't be known
 */
export async function recoverPlacement(purchase: Purchase, deps: PlaceDeps): Promise<Purchase> {
  if (!purchase.order_body || !purchase.authorization_token) throw unknownOutcome()
  return send(purchase, purchase.authorization_token, purchase.order_body, true, deps)
}

function adopted(purchase: Purchase, context: OrderContext): Purchase {
  if (
    purchase.amount !== context.totals.order_amount ||
    purchase.currency_code !== context.currency
  ) {
    throw new PurchaseError(
      "already_placed",
      "This purchase is already paid with Klarna, with another amount. Please contact the shop."
    )
  }
  return purchase
}

async function send(
  purchase: Purchase,
  token: string,
  body: CreateOrderBody,
  repeat: boolean,
  deps: PlaceDeps
): Promise<Purchase> {
  try {
    const order = await deps.payments.createOrder(token, body)
    return await deps.store.update(purchase.id, {
      state: "placed",
      amount: body.order_amount,
      klarna_order_id: order.order_id,
      fraud_status: order.fraud_status ?? null,
      payment_method: order.authorized_payment_method ?? null,
      redirect_url: order.redirect_url ?? null,
    })
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
    if (error.outcome === "unknown") {
      if (!repeat) return send(purchase, token, body, true, deps)
      throw unknownOutcome(error)
    }
    throw await refused(error, purchase, token, repeat, deps)
  }
}

/**
 * Reads a refusal: was surely nothing placed, or may an order exist whose id we don't hold? In doubt Klarna's session tells.
 */
async function refused(
  error: KlarnaError,
  purchase: Purchase,
  token: string,
  repeat: boolean,
  deps: PlaceDeps
): Promise<PurchaseError> {
  const doubtful =
    error.errorCode === "SESSION_COMPLETED" ||
    error.messages.some((message) => /already (been )?(consumed|completed)/i.test(message)) ||
    (repeat && (error.status === 404 || error.status === 409))
  if (doubtful && (await mayBePlaced(purchase, deps))) {
    await deps.store.update(purchase.id, { state: "unknown" })
    return unknownOutcome(error)
  }

  const gone = error instanceof KlarnaNotFoundError
  if (!gone) await releaseApproval(token, deps.payments)
  await deps.store.update(purchase.id, {
    state: "open",
    authorization_token: null,
    order_body: null,
  })
  if (error.messages.some((message) => message.includes("Not matching fields")))
    return changed(error)
  if (gone || doubtful) {
    return new PurchaseError(
      "approval_expired",
      "The approval has expired. Please approve the payment with Klarna again.",
      { cause: error }
    )
  }
  if (error.errorCode === "REJECTED") {
    return new PurchaseError(
      "declined",
      "Klarna declined the payment. Please choose another way to pay.",
      { cause: error }
    )
  }
  return new PurchaseError("unavailable", error.publicMessage, { cause: error })
}

/**
 * Only a session that Klarna calls `incomplete` has surely no order. One that is complete or gone may have one; one that can't be
 * read now leaves the purchase as it is, to be asked again.
 *
 * @throws PurchaseError `unknown` while Klarna can't be read
 */
async function mayBePlaced(purchase: Purchase, deps: PlaceDeps): Promise<boolean> {
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

function changed(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "changed",
    "The order has changed since it was approved. Please approve the payment with Klarna again.",
    { cause }
  )
}

function unknownOutcome(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "unknown",
    "Klarna's answer was lost, so the outcome of the payment is not known yet. Please try again; you will not pay twice.",
    { cause }
  )
}
