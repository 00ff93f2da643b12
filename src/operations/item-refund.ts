import { InvalidSliceError, sliceByItems } from "../klarna/order/slice-order"
import type { OrderLine } from "../klarna/wire"
import { OperationError } from "./errors"
import type { Operation, RefundedItem } from "./ports"
import { sumDone, takenLines } from "./authorized"

/** So many of an item to refund, by the reference of its Klarna line. */
export type ItemToRefund = RefundedItem & {
  /** Tax of these units in minor units, where tax is a line of its own; 0 elsewhere. */
  taxOnTop: number
}

/** One refund at Klarna. Amount in minor units; a part without lines is allocated by Klarna itself. */
export type RefundPart = {
  amount: number
  items: RefundedItem[]
  order_lines?: OrderLine[]
  capture_id?: string
}

/**
 * Works out the refund of items: one part for each capture that holds whole units of them, since Klarna allocates a refund to a
 * capture by its lines. Where the captures hold no whole units (they were made by amount), or too little beside a credit, it is one
 * part without lines, of what the items cost. Shipping and credits stay.
 *
 * @param orderLines lines as Klarna accepted them
 * @throws OperationError `nothing_captured` when fewer units are left after earlier refunds, `too_much` when less is captured
 */
export function planItemRefund(
  items: ItemToRefund[],
  orderLines: OrderLine[],
  operations: Operation[]
): RefundPart[] {
  refuseMoreThanBought(items, orderLines, operations)
  const parts = byCapture(items, orderLines, operations) ?? [withoutLines(items, orderLines)]

  const amount = parts.reduce((sum, part) => sum + part.amount, 0)
  const left = sumDone(operations, "capture") - sumDone(operations, "refund")
  if (amount > left) {
    throw new OperationError(
      "too_much",
      `The items cost ${amount}, but only ${left} (minor units) of what was captured at Klarna is left.`
    )
  }
  return parts
}

function refuseMoreThanBought(
  items: ItemToRefund[],
  orderLines: OrderLine[],
  operations: Operation[]
): void {
  const refunded = operations
    .filter(({ kind, state }) => kind === "refund" && state === "done")
    .flatMap(({ details }) => details.items ?? [])
  for (const { reference, quantity } of items) {
    const left = quantityOf(orderLines, reference) - quantityOf(refunded, reference)
    if (quantity > left) {
      throw new OperationError(
        "nothing_captured",
        `${reference}: ${quantity} can't be refunded, ${left} of it ${left === 1 ? "is" : "are"} left.`
      )
    }
  }
}

/** Undefined where the captures don't hold all of the items in whole units. */
function byCapture(
  items: ItemToRefund[],
  orderLines: OrderLine[],
  operations: Operation[]
): RefundPart[] | undefined {
  const open = items.map((item) => ({ ...item }))
  const parts: RefundPart[] = []
  for (const capture of operations) {
    if (capture.kind !== "capture" || capture.state !== "done" || !capture.klarna_id) continue
    const captureId = capture.klarna_id
    const lines = capture.details.order_lines ?? []
    const refunds = operations.filter(
      ({ kind, details }) => kind === "refund" && details.capture_id === captureId
    )
    const refunded = takenLines(refunds)
    const here = open.flatMap((item) =>
      takeFrom(item, unitsOf(lines, item, orderLines) - unitsOf(refunded, item, orderLines))
    )
    if (!here.length) continue
    const slice = sliced(lines, refunded, here)
    if (!slice) return undefined
    parts.push({
      capture_id: captureId,
      ...slice,
      items: here.map(({ reference, quantity }) => ({ reference, quantity })),
    })
  }
  return open.every(({ quantity }) => quantity === 0) ? parts : undefined
}

function sliced(lines: OrderLine[], refunded: OrderLine[], items: ItemToRefund[]) {
  const taxLeft = taxOf(lines) - taxOf(refunded)
  const salesTax = Math.min(
    taxLeft,
    items.reduce((sum, { taxOnTop }) => sum + taxOnTop, 0)
  )
  try {
    return sliceByItems(lines, refunded, items, { shipping: false, credits: false, salesTax })
  } catch (error) {
    if (error instanceof InvalidSliceError) return undefined
    throw error
  }
}

function withoutLines(items: ItemToRefund[], orderLines: OrderLine[]): RefundPart {
  const goods = orderLines.filter(({ type }) => type === "physical" || type === "digital")
  const tax = items.reduce((sum, { taxOnTop }) => sum + taxOnTop, 0)
  return {
    amount: sliceByItems(goods, [], items).amount + tax,
    items: items.map(({ reference, quantity }) => ({ reference, quantity })),
  }
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

/** Whole units only: they have their price and, within one minor unit, their share of the line; a piece by amount has not. */
function unitsOf(lines: OrderLine[], item: { reference: string }, orderLines: OrderLine[]): number {
  const bought = orderLines.find((line) => line.reference === item.reference)
  if (!bought) return 0
  return quantityOf(
    lines.filter(
      (line) =>
        line.unit_price === bought.unit_price &&
        Math.abs(line.total_amount - (bought.total_amount * line.quantity) / bought.quantity) <= 1
    ),
    item.reference
  )
}

function quantityOf(
  lines: { reference?: string | undefined; quantity: number }[],
  reference: string
): number {
  return lines
    .filter((line) => line.reference === reference)
    .reduce((sum, { quantity }) => sum + quantity, 0)
}

function taxOf(lines: OrderLine[]): number {
  return lines
    .filter(({ type }) => type === "sales_tax")
    .reduce((sum, line) => sum + line.total_amount, 0)
}
