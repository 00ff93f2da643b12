import { randomUUID } from "node:crypto"
import { Refusal } from "../answers"
import { lineErrors, total } from "../rules/arithmetic"
import type { CaptureBody, ManagementLine, ShippingInfo } from "../rules/shapes"
import type { Capture, Order } from "../state"
import { isOpen, remainingAmount } from "./order-facts"

/** Captures a part of an order or all of it, within what is still authorized. */
export function capture(order: Order, body: CaptureBody, now: Date): Capture {
  if (!isOpen(order, now) || order.fraudStatus === "PENDING" || body.captured_amount === 0) {
    throw notAllowed("Capture not allowed")
  }
  if (body.captured_amount > remainingAmount(order, now)) {
    throw notAllowed(
      "Captured amount is higher than the remaining authorized amount. Capture not possible."
    )
  }
  if (body.order_lines && body.order_lines.length > 0) {
    requireLines(body.order_lines, body.captured_amount, order.country)
  }
  return addCapture(order, body, now)
}

export function addCapture(order: Order, body: CaptureBody, now: Date): Capture {
  const made: Capture = {
    id: randomUUID(),
    reference: body.reference,
    description: body.description ?? "",
    klarnaReference: `${order.klarnaReference}-${order.captures.length + 1}`,
    amount: body.captured_amount,
    refundedAmount: 0,
    capturedAt: now,
    lines: body.order_lines ?? [],
    shippingInfo: body.shipping_info ?? [],
    extendedBy: 0,
  }
  order.captures.push(made)
  return made
}

/** Lines must obey the arithmetic and sum to the amount that they explain. */
export function requireLines(
  lines: readonly ManagementLine[],
  amount: number,
  country: string
): void {
  const errors = lineErrors(lines, country)
  const sum = total(lines)
  if (sum !== amount) errors.push(`order_lines sum to [${sum}] but the amount is [${amount}]`)
  if (errors.length > 0) {
    throw new Refusal(422, "UNPROCESSABLE_ENTITY", [`Bad value: ${errors.join(", ")}`])
  }
}

export function findCapture(order: Order, id: string, consequence: string): Capture {
  const found = order.captures.find((made) => made.id === id)
  if (!found) {
    throw new Refusal(404, "NO_SUCH_CAPTURE", [`Capture could not be found. ${consequence} ${id}`])
  }
  return found
}

/** Adds parcels; nothing that is known is ever replaced. */
export function appendShippingInfo(
  to: { shippingInfo: ShippingInfo[] },
  infos: ShippingInfo[]
): void {
  to.shippingInfo.push(...infos)
}

export function requireCaptures(order: Order): void {
  if (order.captures.length === 0) {
    throw new Refusal(403, "NOT_ALLOWED", ["Order has no captures."])
  }
}

/** How many days a pay-later invoice can be given, and what that costs the shop in minor units. */
const EXTENSIONS = [
  { number_of_days: 14, amount: 500 },
  { number_of_days: 30, amount: 1000 },
]

export function dueDateOptions(order: Order, made: Capture) {
  const extendable = order.method.initial.type === "INVOICE" && made.extendedBy === 0
  return { currency: order.currency, options: extendable ? EXTENSIONS : [] }
}

export function extendDueDate(order: Order, made: Capture, days: number): void {
  const { options } = dueDateOptions(order, made)
  if (!options.some((option) => option.number_of_days === days)) {
    throw new Refusal(403, "NOT_ALLOWED", ["Extension of due date is not possible."])
  }
  made.extendedBy = days
}

function notAllowed(message: string): Refusal {
  return new Refusal(403, "CAPTURE_NOT_ALLOWED", [message])
}
