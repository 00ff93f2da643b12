import type { HostedPaymentPage } from "../klarna/client"
import { KlarnaNotFoundError, KlarnaRequestError } from "../klarna/errors"
import type { HostedPageUrls } from "../klarna/wire"
import { hashOf, hostedSessionBody } from "./bodies"
import { PurchaseError } from "./errors"
import type { HostedPage, OrderContext, Purchase, PurchaseDeps } from "./ports"
import { refreshPurchase } from "./refresh"
import { after, CHECK_EVERY_MS } from "./schedule"

export type HostedPageDeps = PurchaseDeps & { pages: HostedPaymentPage }

/**
 * Opens a page at Klarna on which what is to be paid can be paid, and closes the one before: two pages of a purchase are never open
 * at once. Addresses go with the session, since no browser of ours hands them over.
 *
 * @param urls where Klarna sends the shopper and its calls; https only
 * @returns the purchase, with the page's address; an approval that the shopper gave on the page before is kept instead
 * @throws PurchaseError `already_placed` where it is paid or approved already: settle it
 * @throws KlarnaError as Klarna answered
 */
export async function openHostedPage(
  context: OrderContext,
  urls: HostedPageUrls,
  deps: HostedPageDeps
): Promise<Purchase & { hosted_page: HostedPage }> {
  const purchase = await refreshPurchase(context, deps)
  const sessionId = purchase.klarna_session_id
  if (purchase.state !== "open" || !sessionId) throw approvedAlready()
  await closed(purchase, deps)
  if (await isApproved(sessionId, deps)) throw approvedAlready()

  const body = hostedSessionBody(context)
  if (!(await updated(sessionId, body, deps))) {
    // Klarna has forgotten the session: with a new one it goes on, unseen.
    await deps.store.update(purchase.id, { klarna_session_id: null })
    return openHostedPage(context, urls, deps)
  }
  const page = await deps.pages.createSession({
    payment_session_url: deps.pages.paymentSessionUrl(sessionId),
    merchant_urls: urls,
    options: { place_order_mode: "NONE", purchase_type: "BUY" },
  })
  const hosted_page = {
    id: page.session_id,
    url: page.redirect_url,
    expires_at: page.expires_at ?? null,
  }
  const now = deps.clock.now()
  const opened = await deps.store.update(purchase.id, {
    payload_hash: hashOf(body),
    hosted_page,
    opened_at: now,
    next_check_at: after(now, CHECK_EVERY_MS),
  })
  return { ...opened, hosted_page }
}

async function updated(
  sessionId: string,
  body: ReturnType<typeof hostedSessionBody>,
  deps: HostedPageDeps
): Promise<boolean> {
  try {
    await deps.payments.updateSession(sessionId, body)
    return true
  } catch (error) {
    if (error instanceof KlarnaNotFoundError) return false
    throw error
  }
}

/** A page that is unknown, ended or used needs no closing; whether it was used is seen by reading the session. */
async function closed(purchase: Purchase, deps: HostedPageDeps): Promise<void> {
  if (!purchase.hosted_page) return
  try {
    await deps.pages.disableSession(purchase.hosted_page.id)
  } catch (error) {
    if (!(error instanceof KlarnaNotFoundError || error instanceof KlarnaRequestError)) throw error
  }
  await deps.store.update(purchase.id, { hosted_page: null })
}

async function isApproved(sessionId: string, deps: HostedPageDeps): Promise<boolean> {
  try {
    const session = await deps.payments.readSession(sessionId)
    return session.authorization_token !== undefined || session.status === "complete"
  } catch (error) {
    if (error instanceof KlarnaNotFoundError) return error.errorCode === "SESSION_COMPLETED"
    throw error
  }
}

function approvedAlready(): PurchaseError {
  return new PurchaseError(
    "already_placed",
    "The payment is approved with Klarna already: nobody has to pay again."
  )
}
