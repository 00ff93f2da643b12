import { createHash } from "node:crypto"
import { checkOrder } from "../klarna/order/check-order"
import type { CreateOrderBody, SessionBody } from "../klarna/wire"
import { PurchaseError } from "./errors"
import type { AuthorizeData, OrderContext, Purchase } from "./ports"

/**
 * Refuses what Klarna would refuse, before anything is sent.
 *
 * @throws PurchaseError `unavailable` that names the fields
 */
export function refuseImpossible({ totals }: OrderContext): void {
  const problems = checkOrder(totals)
  if (problems.length) {
    throw new PurchaseError(
      "unavailable",
      `Klarna can't take this order: ${problems.slice(0, 3).join("; ")}.`
    )
  }
}

/**
 * The session's body. It holds no personal data: in most markets Klarna wants addresses no earlier than at the shopper's click,
 * where the browser gives them.
 */
export function sessionBody(context: OrderContext): SessionBody {
  return {
    purchase_country: context.market,
    purchase_currency: context.currency,
    locale: context.locale,
    ...context.totals,
    merchant_reference2: context.internalReference,
    ...(context.customerType === "organization" ? { customer: { type: "organization" } } : {}),
    ...(context.merchantUrls ? { merchant_urls: context.merchantUrls } : {}),
  }
}

/** What the browser gives to Klarna's `authorize`: order and addresses exactly as they will be placed. */
export function authorizeData(context: OrderContext): AuthorizeData {
  return {
    purchase_country: context.market,
    purchase_currency: context.currency,
    locale: context.locale,
    ...context.totals,
    ...(context.billingAddress ? { billing_address: context.billingAddress } : {}),
    ...(context.shippingAddress ? { shipping_address: context.shippingAddress } : {}),
    ...(context.customer ? { customer: context.customer } : {}),
    ...(context.attachment ? { attachment: context.attachment } : {}),
  }
}

/**
 * The session's body where no browser hands over addresses: on a page of Klarna, the shopper's data goes with the session, once
 * the shopper asks for the page.
 */
export function hostedSessionBody(context: OrderContext): SessionBody {
  return { ...sessionBody(context), ...authorizeData(context) }
}

/** The body of create order: what the shopper approved, with the shop's references, which Klarna does not compare. */
export function orderBody(approved: AuthorizeData, context: OrderContext): CreateOrderBody {
  const { attachment: _forTheApprovalAlone, ...order } = approved
  return {
    ...order,
    auto_capture: context.autoCapture,
    ...(context.reference ? { merchant_reference1: context.reference } : {}),
    merchant_reference2: context.internalReference,
    ...(context.merchantUrls ? { merchant_urls: context.merchantUrls } : {}),
  }
}

/** Whether a purchase is about exactly what is to be paid now: same market, amount, lines, addresses. */
export function isAbout(purchase: Purchase, context: OrderContext): boolean {
  return (
    purchase.authorize_data !== null &&
    purchase.customer_type === context.customerType &&
    hashOf(comparable(purchase.authorize_data)) === hashOf(comparable(authorizeData(context)))
  )
}

/** Klarna compares no attachment, and what it tells (such as when an account was last changed) may move on. */
function comparable({ attachment: _attachment, ...data }: AuthorizeData): CreateOrderBody {
  return data
}

/** A hash that does not depend on the order of keys: databases reorder them. */
export function hashOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)])
  )
}
