import { Refusal } from "../answers"
import type { AuthorizationUpdate, ManagementAddress } from "../rules/shapes"
import type { Sandbox } from "../sandbox"
import type { Account } from "../settings"
import type { Order } from "../state"
import { requireLines } from "./captures"
import { capturedAmount, isOpen, statusOf } from "./order-facts"

const DAY_MS = 24 * 60 * 60 * 1000
const EXTENSION_MS = 28 * DAY_MS
const LONGEST_MS = 180 * DAY_MS
const READABLE_MS = 3 * 365 * DAY_MS
const ANY_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The order of an account, or Klarna's refusal in the words of what was tried. */
export function findOrder(
  sandbox: Sandbox,
  id: string,
  account: Account,
  consequence?: string
): Order {
  if (!ANY_UUID.test(id)) {
    throw new Refusal(400, "INVALID_ORDER_ID", ["Order ID must be a valid UUID."])
  }
  const order = sandbox.state.orders.get(id.toLowerCase())
  const age = order ? sandbox.clock.now().getTime() - order.createdAt.getTime() : 0
  if (!order || order.account !== account.username || age > READABLE_MS) {
    const words = consequence
      ? `Order cannot be found. ${consequence}`
      : `Order ${id} cannot be found`
    throw new Refusal(404, "NO_SUCH_ORDER", [words])
  }
  return order
}

/** Sets a new total and new lines; without lines the old ones are gone. */
export function updateAuthorization(
  sandbox: Sandbox,
  order: Order,
  body: AuthorizationUpdate
): void {
  const now = sandbox.clock.now()
  if (!isOpen(order, now)) throw notAllowed("Update not allowed.")
  const captured = capturedAmount(order)
  if (body.order_amount < captured) {
    throw notAllowed(
      `Resulting authorization amount ${body.order_amount} cannot be less than the captured amount ${captured} for order. Order authorization cannot be updated`
    )
  }
  if (body.order_lines && body.order_lines.length > 0) {
    requireLines(body.order_lines, body.order_amount, order.country)
  }
  if (body.order_amount > order.amount && !mayGrow(sandbox, order)) {
    throw notAllowed("Update not allowed.")
  }
  order.amount = body.order_amount
  order.lines = body.order_lines ?? []
}

const GROWING_TYPES = new Set(["invoice", "b2b_invoice", "base_account", "direct_debit"])
const GROWING_FIXED_AMOUNT = new Set(["AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"])

function mayGrow(sandbox: Sandbox, order: Order): boolean {
  if (sandbox.settings.values.increases === "refuse") return false
  const { type } = order.method.authorized
  if (type === "fixed_amount") return GROWING_FIXED_AMOUNT.has(order.country)
  if (type === "direct_debit" && order.country === "CH") return false
  return GROWING_TYPES.has(type)
}

export function cancelOrder(order: Order, now: Date): void {
  if (order.captures.length > 0) {
    throw new Refusal(403, "CANCEL_NOT_ALLOWED", [
      "Order has previous captures. Cancel not possible.",
    ])
  }
  const status = statusOf(order, now)
  if (status !== "AUTHORIZED") {
    const words = `Order is ${status.toLowerCase()}. Cancel not possible.`
    throw new Refusal(403, "CANCEL_NOT_ALLOWED", [words])
  }
  order.cancelledAt = now
}

export function releaseRemaining(order: Order, now: Date): void {
  const status = statusOf(order, now)
  if (status === "CAPTURED") {
    throw notAllowed("Order is fully captured. Remaining authorization cannot be released.")
  }
  if (status !== "PART_CAPTURED") {
    throw notAllowed("Remaining authorization cannot be released.")
  }
  order.releasedAt = now
}

/** Another 28 days from today, up to 180 days from the purchase; not for cards, nor for financing in the US. */
export function extendAuthorization(order: Order, now: Date): void {
  const longest = order.createdAt.getTime() + LONGEST_MS
  const extended = Math.min(now.getTime() + EXTENSION_MS, longest)
  const { type } = order.method.authorized
  if (
    !isOpen(order, now) ||
    type === "card" ||
    type === "fixed_sum_credit" ||
    extended <= order.expiresAt.getTime()
  ) {
    throw notAllowed("Extension of authorization time not allowed.")
  }
  order.expiresAt = new Date(extended)
}

export function updateReferences(
  order: Order,
  change: { merchant_reference1?: string | undefined; merchant_reference2?: string | undefined }
): void {
  requireNotCancelled(order)
  if (change.merchant_reference1 !== undefined) {
    order.references.merchant_reference1 = change.merchant_reference1
  }
  if (change.merchant_reference2 !== undefined) {
    order.references.merchant_reference2 = change.merchant_reference2
  }
}

/** Changes the fields of the shipping address that are named; the billing address stays as it was approved. */
export function updateShippingAddress(
  order: Order,
  address: ManagementAddress | undefined,
  now: Date
): void {
  if (!isOpen(order, now)) throw notAllowed("Update not allowed.")
  if (!address) return
  const next = { ...order.shippingAddress, ...address }
  if (!next.country || !next.street_address || !next.city) {
    throw new Refusal(422, "INVALID_ADDRESS", ["The shipping and/or billing address is invalid"])
  }
  order.shippingAddress = next
}

export function requireNotCancelled(order: Order): void {
  if (order.cancelledAt) throw notAllowed("Update not allowed.")
}

export function notAllowed(message: string): Refusal {
  return new Refusal(403, "NOT_ALLOWED", [message])
}
