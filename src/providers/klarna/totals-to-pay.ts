import { toMinor, type MajorAmount } from "../../klarna/money"
import {
  buildOrderLines,
  InvalidOrderError,
  type OrderTotals,
} from "../../klarna/order/build-order-lines"
import type { OrderSource } from "../../klarna/order/order-source"
import { sliceByAmount } from "../../klarna/order/slice-order"
import { unavailable } from "../../purchase/errors"

/**
 * What is to be paid of an order, with lines that sum to it: the order's own lines, or where only a part is to be paid (the
 * difference that an edit makes), that part of each line.
 *
 * @param toPay major units
 * @returns minor units
 * @throws PurchaseError `unavailable` where nothing is to be paid, or more than the order is worth
 * @throws InvalidOrderError where the order's amounts are none
 */
export function totalsToPay(source: OrderSource, toPay: MajorAmount): OrderTotals {
  const amount = minor(toPay, source.currency)
  if (amount <= 0) throw unavailable("Klarna can't be used when there is nothing to pay.")
  const worth = minor(source.total, source.currency)
  if (amount > worth) throw unavailable("Klarna can't be used to pay more than the order is worth.")

  const whole = buildOrderLines(source)
  if (amount === worth) return whole
  const { order_lines } = sliceByAmount(whole.order_lines, [], amount)
  return {
    order_amount: amount,
    order_tax_amount: order_lines.reduce((sum, line) => sum + taxOf(line), 0),
    order_lines,
  }
}

/** Tax is either inside the lines or a line of its own, never both. */
function taxOf(line: OrderTotals["order_lines"][number]): number {
  return line.type === "sales_tax" ? line.total_amount : (line.total_tax_amount ?? 0)
}

function minor(amount: MajorAmount, currency: string): number {
  try {
    return toMinor(amount, currency)
  } catch {
    throw new InvalidOrderError("total", "is no amount that Klarna can be told")
  }
}
