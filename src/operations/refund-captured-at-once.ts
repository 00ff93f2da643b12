import type { KlarnaOrderManagement } from "../klarna/client"
import type { Purchase } from "../purchase/ports"
import { captureOrder } from "./capture"
import type { OperationStore } from "./ports"
import { refundOrder } from "./refund"

/**
 * Refunds what Klarna captured by itself for a purchase that no order of the shop stands for. Doing it again refunds nothing more.
 *
 * @throws KlarnaError as Klarna answered
 */
export async function refundCapturedAtOnce(
  purchase: Purchase & { klarna_order_id: string },
  deps: { store: OperationStore; orders: KlarnaOrderManagement }
): Promise<void> {
  const klarnaOrderId = purchase.klarna_order_id
  const order = await deps.orders.getOrder(klarnaOrderId)
  const left = (order.captured_amount ?? 0) - (order.refunded_amount ?? 0)
  if (left <= 0 || order.captured_amount !== purchase.amount) return
  // Klarna's capture is written down first: a refund is checked against what is known to be captured.
  await captureOrder(
    {
      klarnaOrderId,
      paymentId: null,
      medusaId: null,
      amount: purchase.amount,
      currency: purchase.currency_code,
      orderLines: purchase.order_body?.order_lines ?? [],
      orderAmount: purchase.amount,
      reference: purchase.order_body?.merchant_reference1,
      capturedAtOnce: true,
    },
    deps
  )
  await refundOrder(
    {
      klarnaOrderId,
      paymentId: purchase.id,
      medusaId: `${purchase.id}-${klarnaOrderId}`,
      amount: left,
      currency: purchase.currency_code,
      description: "The order could not be completed.",
    },
    deps
  )
}
