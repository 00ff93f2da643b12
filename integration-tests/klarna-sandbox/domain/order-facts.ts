import { randomInt } from "node:crypto"
import type { Order } from "../state"

export type OrderStatus =
  "AUTHORIZED" | "PART_CAPTURED" | "CAPTURED" | "CANCELLED" | "EXPIRED" | "CLOSED"

/** An order's status follows from what happened to it; it is stored nowhere. */
export function statusOf(order: Order, now: Date): OrderStatus {
  if (order.cancelledAt) return "CANCELLED"
  const captured = capturedAmount(order)
  const expired = order.expiresAt <= now
  if (order.captures.length === 0) return expired ? "EXPIRED" : "AUTHORIZED"
  if (refundedAmount(order) >= captured && captured >= order.amount) return "CLOSED"
  if (captured >= order.amount) return "CAPTURED"
  return order.releasedAt || expired ? "CLOSED" : "PART_CAPTURED"
}

export function capturedAmount(order: Order): number {
  return order.captures.reduce((sum, capture) => sum + capture.amount, 0)
}

export function refundedAmount(order: Order): number {
  return order.refunds.reduce((sum, refund) => sum + refund.amount, 0)
}

export function remainingAmount(order: Order, now: Date): number {
  const status = statusOf(order, now)
  return status === "AUTHORIZED" || status === "PART_CAPTURED"
    ? order.amount - capturedAmount(order)
    : 0
}

/** Whether the authorization can still be changed or captured from. */
export function isOpen(order: Order, now: Date): boolean {
  const status = statusOf(order, now)
  return status === "AUTHORIZED" || status === "PART_CAPTURED"
}

const LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"

/** Eight characters that a person can read out. */
export function klarnaReference(): string {
  return Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join("")
}
