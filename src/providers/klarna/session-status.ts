import type { PaymentSessionStatus } from "@medusajs/framework/types"
import { parseFraudStatus } from "../../klarna/statuses"
import type { Purchase } from "../../purchase/ports"

/**
 * A pending review is an order whose payment is still open; anything that Klarna has not said is not a yes. A review that said no
 * leaves it open too: for four hours the merchant may override it, then Klarna cancels the order, and so does the shop.
 */
export function statusOf(
  purchase: Pick<Purchase, "fraud_status" | "klarna_order_id">
): PaymentSessionStatus {
  if (!purchase.klarna_order_id) return "pending"
  return parseFraudStatus(purchase.fraud_status) === "ACCEPTED"
    ? "authorized"
    : "pending_authorization"
}
