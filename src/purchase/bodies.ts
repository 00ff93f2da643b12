import { createHash } from "node:crypto"
import { checkOrder } from "../klarna/order/check-order"
import type { CreateOrderBody, SessionBody } from "../klarna/wire"
import { PurchaseError } from "./errors"
import type { AuthorizeData, OrderContext } from "./ports"

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
  }
}

/** The body of create order: what the shopper approved, with the shop's references, which Klarna does not compare. */
export function orderBody(approved: AuthorizeData, context: OrderContext): CreateOrderBody {
  return {
    ...approved,
    auto_capture: false,
    ...(context.reference ? { merchant_reference1: context.reference } : {}),
    merchant_reference2: context.internalReference,
  }
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
