import type { PaymentSessionStatus } from "@medusajs/framework/types"
import type { Purchase } from "../../purchase/ports"

/** A pending review is an order whose payment is still open; anything that Klarna has not said is not a yes. */
export function statusOf(
  purchase: Pick<Purchase, "fraud_status" | "klarna_order_id">
): PaymentSessionStatus {
  if (!purchase.klarna_order_id) return "pending"
  switch (purchase.fraud_status) {
    case "ACCEPTED":
      return "authorized"
    case "REJECTED":
      return "canceled"
    default:
      return "pending_authorization"
  }
}
