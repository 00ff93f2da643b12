import { sliceByItems } from "../klarna/order/slice-order"
import type { OrderLine } from "../klarna/wire"
import { OperationError } from "./errors"
import type { Operation } from "./ports"
import { takenLines } from "./capture"

/** So many of an item to refund, by the reference of its Klarna line. */
export type ItemToRefund = {
  reference: string
  quantity: number
  /** Tax of these units in minor units, where tax is a line of its own; 0 elsewhere. */
  taxOnTop: number
}

/** A refund of goods of one capture. Amount in minor units. */
export type RefundPart = { capture_id: string; amount: number; order_lines: OrderLine[] }

/**
 * Cuts the refund of items from what was captured: one part for each capture that holds some of them, since Klarna allocates a
 * refund to a capture by its lines. Shipping and credits stay.
 *
 * @throws OperationError `nothing_captured` when fewer are captured, or left after earlier refunds
 */
export function planItemRefund(items: ItemToRefund[], operations: Operation[]): RefundPart[] {
  const open = items.map((item) => ({ ...item }))
  const parts: RefundPart[] = []

  for (const capture of operations) {
    if (capture.kind !== "capture" || capture.state !== "done" || !capture.klarna_id) continue
    const captureId = capture.klarna_id
    const lines = capture.details.order_lines ?? []
    const refunded = takenLines(
      operations.filter(
        ({ kind, details }) => kind === "refund" && details.capture_id === captureId
      )
    )
    const here = open.flatMap((item) =>
      takeFrom(item, quantityOf(lines, item) - quantityOf(refunded, item))
    )
    if (!here.length) continue

    const taxLeft = taxOf(lines) - taxOf(refunded)
    const salesTax = Math.min(
      taxLeft,
      here.reduce((sum, { taxOnTop }) => sum + taxOnTop, 0)
    )
    const slice = sliceByItems(lines, refunded, here, { shipping: false, credits: false, salesTax })
    parts.push({ capture_id: captureId, ...slice })
  }

  const missing = open.find(({ quantity }) => quantity > 0)
  if (missing) {
    throw new OperationError(
      "nothing_captured",
      `${missing.reference}: ${missing.quantity} more than is captured and not refunded yet.`
    )
  }
  return parts
}

/** Takes what a capture has of an item; its tax goes with it in proportion, the last units take the rest. */
function takeFrom(item: ItemToRefund, available: number): ItemToRefund[] {
  const quantity = Math.min(item.quantity, available)
  if (quantity <= 0) return []
  const taxOnTop = Math.round((item.taxOnTop * quantity) / item.quantity)
  item.quantity -= quantity
  item.taxOnTop -= taxOnTop
  return [{ reference: item.reference, quantity, taxOnTop }]
}

function quantityOf(lines: OrderLine[], item: { reference: string }): number {
  return lines
    .filter((line) => line.reference === item.reference)
    .reduce((sum, { quantity }) => sum + quantity, 0)
}

function taxOf(lines: OrderLine[]): number {
  return lines
    .filter(({ type }) => type === "sales_tax")
    .reduce((sum, line) => sum + line.total_amount, 0)
}
