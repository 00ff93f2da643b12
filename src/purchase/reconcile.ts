import { KlarnaNotFoundError } from "../klarna/errors"
import { parseFraudStatus } from "../klarna/statuses"
import { fraudStatusOf, hasEnded } from "./adopt"
import { PurchaseError } from "./errors"
import { recoverPlacement } from "./place"
import { OUTCOME_UNKNOWN, type Purchase, type PurchaseDeps } from "./ports"
import { after, CHECK_EVERY_MS, nextCheck } from "./schedule"

/**
 * Brings the record of a purchase in line with what Klarna says, and starts nothing new: a lost answer is asked for again, an
 * approval that nobody brought is found, what ran out is closed, a review is looked at.
 *
 * @returns the purchase as it stands now, with the time of the next look
 * @throws KlarnaError or PurchaseError `unknown` while Klarna can't be read; the record is unchanged then
 */
export async function reconcilePurchase(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  switch (purchase.state) {
    case "placing":
      return recovered(purchase, deps)
    case "open":
      return sessionRead(purchase, deps)
    case "placed":
      return orderRead(purchase, deps)
    case "unknown":
    case "canceled":
    case "closed":
      return purchase.next_check_at
        ? deps.store.update(purchase.id, { next_check_at: null })
        : purchase
  }
}

async function recovered(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  try {
    return await recoverPlacement(purchase, deps)
  } catch (error) {
    const kept = await deps.store.find(purchase.id)
    // Still in the air: asked again at the next look. Else it is decided, and nothing was placed or nobody can tell.
    if (!(error instanceof PurchaseError) || !kept || kept.state === "placing") throw error
    return kept
  }
}

async function sessionRead(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  const now = deps.clock.now()
  const { klarna_session_id: id, session_expires_at } = purchase
  const ended = session_expires_at !== null && session_expires_at.getTime() <= now.getTime()
  if (!id || ended) return closed(purchase, deps)
  try {
    const session = await deps.payments.readSession(id)
    if (session.status === "complete") {
      // Klarna made an order of it, and we sent none: its id is not known here.
      return await deps.store.update(purchase.id, OUTCOME_UNKNOWN)
    }
    return await deps.store.update(purchase.id, {
      authorization_token: session.authorization_token ?? null,
      next_check_at: nextCheck(purchase, now),
    })
  } catch (error) {
    if (!(error instanceof KlarnaNotFoundError)) throw error
    return closed(purchase, deps)
  }
}

function closed(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  return deps.store.update(purchase.id, {
    state: "closed",
    authorization_token: null,
    next_check_at: null,
  })
}

async function orderRead(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  const order = await deps.orders.getOrder(purchase.klarna_order_id ?? "")
  const now = deps.clock.now()
  const fraud_status = fraudStatusOf(order) ?? purchase.fraud_status
  const isRejected = parseFraudStatus(fraud_status) === "REJECTED"
  return deps.store.update(purchase.id, {
    fraud_status,
    rejected_at: purchase.rejected_at ?? (isRejected ? now : null),
    ...(hasEnded(order)
      ? { state: "canceled", next_check_at: null }
      : { next_check_at: after(now, CHECK_EVERY_MS) }),
  })
}
