import { randomUUID } from "node:crypto"
import { Refusal } from "../answers"
import { total } from "../rules/arithmetic"
import type { RefundBody } from "../rules/shapes"
import type { Capture, Order, Refund } from "../state"
import { capturedAmount, refundedAmount } from "./order-facts"

const RETURN_FEE_MARKETS = new Set("AT DE DK FI FR NL NO SE IT ES IE PT CZ AU GR".split(" "))

/** Refunds up to what is captured. Where the lines fit no capture the refund stands, but is allocated to none. */
export function refund(order: Order, body: RefundBody, now: Date): Refund {
  if (order.captures.length === 0) throw notAllowed("Order has no captures. Refund not possible")
  if (body.refunded_amount === 0) throw notAllowed("Refund not allowed")
  if (body.refunded_amount > capturedAmount(order) - refundedAmount(order)) {
    throw notAllowed("Over refund is not allowed. Refund not possible.")
  }
  checkReturnFee(order, body)

  const allocation = allocate(order, body)
  const made: Refund = {
    id: randomUUID(),
    reference: body.reference,
    description: body.description ?? "",
    amount: body.refunded_amount,
    refundedAt: now,
    lines: body.order_lines ?? [],
    allocation,
  }
  if (allocation !== "failed") {
    for (const part of allocation) {
      const target = order.captures.find((capture) => capture.id === part.captureId)
      if (target) target.refundedAmount += part.amount
    }
  }
  order.refunds.push(made)
  return made
}

/** A fee for the return is kept back only from an order with one full capture, in some markets. */
function checkReturnFee(order: Order, body: RefundBody): void {
  const lines = body.order_lines ?? []
  if (!lines.some((line) => line.type === "return_fee")) return
  const oneFullCapture = order.captures.length === 1 && capturedAmount(order) === order.amount
  if (
    !oneFullCapture ||
    !RETURN_FEE_MARKETS.has(order.country) ||
    total(lines) !== body.refunded_amount
  ) {
    throw notAllowed("Return fee is not allowed. Refund not possible.")
  }
}

function allocate(order: Order, body: RefundBody): Refund["allocation"] {
  const lines = body.order_lines ?? []
  if (lines.length === 0) return spread(order, body.refunded_amount)
  if (order.refunds.some((earlier) => earlier.allocation === "failed")) return "failed"
  if (total(lines) !== body.refunded_amount) return "failed"

  const references = lines
    .filter((line) => line.type !== "return_fee")
    .map((line) => line.reference ?? "")
  const target = order.captures.find(
    (capture) => holdsAll(capture, references, order) && room(capture) >= body.refunded_amount
  )
  return target ? [{ captureId: target.id, amount: body.refunded_amount }] : "failed"
}

/** A capture without lines explains nothing; it can be meant only where it is the only one. */
function holdsAll(capture: Capture, references: readonly string[], order: Order): boolean {
  if (capture.lines.length === 0) return order.captures.length === 1
  const held = new Set(capture.lines.map((line) => line.reference ?? ""))
  return references.every((reference) => held.has(reference))
}

/** Without lines Klarna books the amount itself: the oldest capture first. */
function spread(order: Order, amount: number): Refund["allocation"] {
  let left = amount
  const parts: { captureId: string; amount: number }[] = []
  for (const capture of order.captures) {
    const part = Math.min(left, room(capture))
    if (part > 0) parts.push({ captureId: capture.id, amount: part })
    left -= part
  }
  return left === 0 ? parts : "failed"
}

function room(capture: Capture): number {
  return capture.amount - capture.refundedAmount
}

function notAllowed(message: string): Refusal {
  return new Refusal(403, "REFUND_NOT_ALLOWED", [message])
}
