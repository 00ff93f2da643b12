import type { CreateOrderBody } from "../klarna/wire"
import type { Purchase } from "../purchase/ports"
import { captureOrder } from "./capture"
import type { OperationDeps } from "./ports"
import { refundOrder } from "./refund"

/**
 * Refunds what was captured at Klarna for a purchase that no order of the shop stands for, where Medusa has no capture of it: what
 * Klarna captured by itself, or a merchant to override a review. Doing it again refunds nothing more.
 *
 * @throws KlarnaError as Klarna answered
 */
export async function refundCapturedAtOnce(
  purchase: Pick<Purchase, "id" | "amount" | "currency_code"> & {
    klarna_order_id: string
    order_body: Pick<CreateOrderBody, "auto_capture" | "order_lines" | "merchant_reference1"> | null
  },
  deps: OperationDeps
): Promise<void> {
  const klarnaOrderId = purchase.klarna_order_id
  const captures = (await deps.store.list(klarnaOrderId)).filter(({ kind }) => kind === "capture")
  // Medusa gives back what it has captured itself.
  if (captures.some(({ state, medusa_id }) => state === "done" && medusa_id !== null)) return
  if (!captures.length && !purchase.order_body?.auto_capture) return
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
