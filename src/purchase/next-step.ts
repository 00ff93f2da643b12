import type { Purchase } from "./ports"
import { ADOPTION_MS, FINISH_MS, UNPAID_ORDER_MS } from "./schedule"

/** What the shop holds for a purchase, read at the moment of the decision. */
export type ShopState = {
  /** The order that a cart became, or that a payment collection belongs to. */
  order: { id: string; canceled: boolean; created_at: Date } | null
  /**
   * `klarna`: paid with this purchase. `pending`: waits for Klarna's decision. `other`: another way to pay took over. `none`: not
   * paid.
   */
  payment: "klarna" | "pending" | "other" | "none"
  /** Whether the shop could still be finished: the cart exists and is not emptied, the collection still wants this amount. */
  payable: boolean
}

/**
 * What to do so that money is reserved at Klarna if and only if there is an order.
 * - `wait`: look again later
 * - `settled`: nothing is left to do
 * - `finish`: complete the cart, or authorise the payment of its order
 * - `release`: give the approval back
 * - `give_back`: cancel the Klarna order
 * - `cancel_order`: cancel the shop's order, which nobody pays: its completion died half way, or Klarna's review said no
 * - `alert`: only a person can tell
 */
export type NextStep =
  "wait" | "settled" | "finish" | "release" | "give_back" | "cancel_order" | "alert"

/**
 * Decides from the record (already in line with Klarna) and the shop. Pure.
 *
 * @example
 * nextStep({ ...purchase, state: "placed" }, { order: null, payment: "none", payable: true }, new Date()) // "finish"
 */
export function nextStep(purchase: Purchase, shop: ShopState, now: Date): NextStep {
  switch (purchase.state) {
    case "placing":
      return "wait"
    case "unknown":
      return "alert"
    case "placed":
      return placed(purchase, shop, now)
    case "canceled":
      return ended(shop)
    case "open":
      return purchase.authorization_token ? approved(shop) : unpaid(purchase, shop, now)
    case "closed":
      return unpaid(purchase, shop, now)
  }
}

/**
 * An order that waited for Klarna's decision ends with it. One that counts as paid, on a Klarna order that has ended, is for a
 * person to look at.
 */
function ended({ order, payment }: ShopState): NextStep {
  if (!order || order.canceled || payment === "other") return "settled"
  return payment === "pending" ? "cancel_order" : "alert"
}

function placed(purchase: Purchase, shop: ShopState, now: Date): NextStep {
  const { order, payment, payable } = shop
  if (order?.canceled || payment === "other") return "give_back"
  if (order && payment === "klarna") return "settled"
  if (order && payment === "pending") {
    if (purchase.fraud_status === "ACCEPTED") return "finish"
    return purchase.fraud_status === "PENDING" ? "wait" : "alert"
  }
  if (order) return "finish"
  if (purchase.completion_failed_at) {
    return since(purchase.completion_failed_at, now) >= ADOPTION_MS ? "give_back" : "wait"
  }
  const late = purchase.placed_at !== null && since(purchase.placed_at, now) >= FINISH_MS
  return payable && !late ? "finish" : "give_back"
}

function approved({ order, payment, payable }: ShopState): NextStep {
  if (order?.canceled || payment === "other" || payment === "klarna") return "release"
  return order || payable ? "finish" : "release"
}

/**
 * Without an approval there is nothing to do, but for an order whose completion died between its rows and its payment: it holds
 * stock and nobody will pay it. A deliberate unpaid order (a draft, an edit) is paid through its own collection and stays.
 */
function unpaid(purchase: Purchase, { order, payment }: ShopState, now: Date): NextStep {
  const halfDone =
    purchase.subject_type === "cart" && order && !order.canceled && payment === "none"
  if (halfDone) return since(order.created_at, now) >= UNPAID_ORDER_MS ? "cancel_order" : "wait"
  return purchase.state === "closed" ? "settled" : "wait"
}

function since(moment: Date, now: Date): number {
  return now.getTime() - moment.getTime()
}
