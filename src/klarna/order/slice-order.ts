import { BigNumber } from "bignumber.js"
import { decimal } from "../money"
import type { OmOrderLine } from "../wire/order-line"
import { largestRemainder } from "./largest-remainder"
import { remainders, takeAll, takeAmount, takeUnits, type Remainder } from "./line-remainder"

/** A part of an order that is captured or refunded. Amounts in minor units. */
export type OrderSlice<L extends OmOrderLine = OmOrderLine> = { amount: number; order_lines: L[] }

/** So many of a line, named by its reference. */
export type SliceItem = { reference: string; quantity: number }

/** What a slice of items takes besides them, in proportion; a capture takes all of it. */
export type SliceShares = {
  /** Shipping and surcharges. Default true. */
  shipping?: boolean
  /** Gift cards, store credit, discount lines. Default true. */
  credits?: boolean
  /** The tax of the items, minor units, where the shop knows it. Default: the tax lines' share, in proportion. */
  salesTax?: number
}

/** A slice that can't be cut; `field` names what is impossible. */
export class InvalidSliceError extends Error {
  constructor(
    readonly field: string,
    reason: string
  ) {
    super(`${field} ${reason}`)
    this.name = "InvalidSliceError"
  }
}

/**
 * What is left of lines after earlier slices.
 *
 * @param lines lines as Klarna accepted them (of the order for captures, of a capture for its refunds)
 * @param taken all lines of the earlier slices
 */
export function remainingLines<L extends OmOrderLine>(
  lines: readonly L[],
  taken: readonly OmOrderLine[]
): OrderSlice<L> {
  return slice(remainders(lines, taken).flatMap((remainder) => takeAll(remainder)))
}

/**
 * Cuts an amount out of what is left, from every line in proportion. All that is left gives the lines as they are.
 *
 * @param lines lines as Klarna accepted them
 * @param alreadyTaken all lines of the earlier slices; a slice made elsewhere with an amount only is counted in by cutting it first
 * @param amount minor units, above zero and at most what is left
 * @throws InvalidSliceError
 * @example
 * const first = sliceByAmount(order_lines, [], 5000)
 * const rest = sliceByAmount(order_lines, first.order_lines, order_amount - 5000)
 */
export function sliceByAmount<L extends OmOrderLine>(
  lines: readonly L[],
  alreadyTaken: readonly OmOrderLine[],
  amount: number
): OrderSlice<L> {
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    throw new InvalidSliceError("amount", "is not a whole number of minor units above zero")
  }
  const left = remainders(lines, alreadyTaken)
  const total = left.reduce((sum, remainder) => sum + remainder.amount, 0)
  if (amount > total)
    throw new InvalidSliceError("amount", `${amount} is more than the remaining ${total}`)
  if (amount === total) return slice(left.flatMap((remainder) => takeAll(remainder)))

  const { whole } = largestRemainder(
    left.map((remainder) => decimal(remainder.amount).times(amount).div(total)),
    amount
  )
  return slice(left.flatMap((remainder, index) => takeAmount(remainder, whole[index] ?? 0)))
}

/**
 * Cuts items out of what is left, with their share of shipping, credits and tax lines. The last of the items takes all that is
 * left of these.
 *
 * @param lines lines as Klarna accepted them
 * @param alreadyTaken all lines of the earlier slices
 * @param items whole quantities; any line can be named, shipping too
 * @param shares for refunds: which lines besides the items take part
 * @throws InvalidSliceError naming the item
 * @example
 * sliceByItems(order_lines, [], [{ reference: "MUG", quantity: 1 }])
 * sliceByItems(capture_lines, refunded_lines, [{ reference: "MUG", quantity: 1 }], { shipping: false })
 */
export function sliceByItems<L extends OmOrderLine>(
  lines: readonly L[],
  alreadyTaken: readonly OmOrderLine[],
  items: readonly SliceItem[],
  shares: SliceShares = {}
): OrderSlice<L> {
  const left = remainders(lines, alreadyTaken)
  const goods = takeGoods(left, wantedUnits(left, items), shares)
  const open = left.filter((remainder) => isCharge(remainder) && !remainder.isEmpty)
  const basis = sum(open.map((remainder) => remainder.amount))
  const charged = sum(
    open.flatMap((remainder) => goods.get(remainder) ?? []).map((line) => line.total_amount)
  )
  const tax = splitTax(left, shares.salesTax)

  const chosen = left.flatMap((remainder) => {
    if (isCharge(remainder)) return goods.get(remainder) ?? []
    if (isCredit(remainder.line.type) && shares.credits === false) return goods.get(remainder) ?? []
    if (tax && remainder.line.type === "sales_tax")
      return takeAmount(remainder, tax.get(remainder) ?? 0)
    return goods.get(remainder) ?? takeShare(remainder, charged, basis)
  })
  const result = slice(chosen)
  const total = sum(left.map((remainder) => remainder.amount))
  if (result.amount > total || result.amount < 0) {
    throw new InvalidSliceError(
      "items",
      `amount to ${result.amount}, which is not within the remaining ${total}`
    )
  }
  return result
}

type Taken<L extends OmOrderLine> = Map<Remainder<L>, L[]>

/** The named units, and with them shipping and surcharges: the last goods take all that is left of these. */
function takeGoods<L extends OmOrderLine>(
  left: readonly Remainder<L>[],
  wanted: ReadonlyMap<Remainder<L>, number>,
  shares: SliceShares
): Taken<L> {
  const taken: Taken<L> = new Map()
  for (const [remainder, units] of wanted) taken.set(remainder, takeUnits(remainder, units))
  if (shares.shipping === false) return taken

  const goods = left.filter((remainder) => isGoods(remainder.line))
  const available = sum(goods.map((remainder) => remainder.amount))
  const cut = sum(
    goods.flatMap((remainder) => taken.get(remainder) ?? []).map((line) => line.total_amount)
  )
  const isLast =
    (available > 0 && cut === available) ||
    goods.every((remainder) => remainder.isEmpty || wanted.get(remainder) === remainder.quantity)
  for (const remainder of left) {
    if (!isCharge(remainder) || isGoods(remainder.line) || taken.has(remainder)) continue
    taken.set(remainder, isLast ? takeAll(remainder) : takeShare(remainder, cut, available))
  }
  return taken
}

function takeShare<L extends OmOrderLine>(
  remainder: Remainder<L>,
  part: number,
  whole: number
): L[] {
  if (whole === 0) return []
  const share = decimal(remainder.amount).times(part).div(whole)
  return takeAmount(remainder, share.integerValue(BigNumber.ROUND_HALF_UP).toNumber())
}

function wantedUnits<L extends OmOrderLine>(
  left: readonly Remainder<L>[],
  items: readonly SliceItem[]
): Map<Remainder<L>, number> {
  if (items.length === 0) throw new InvalidSliceError("items", "is empty")
  const wanted = new Map<Remainder<L>, number>()
  items.forEach(({ reference, quantity }, index) => {
    const remainder = left.find((candidate) => candidate.line.reference === reference)
    if (!remainder)
      throw new InvalidSliceError(
        `items[${index}].reference`,
        "is not a reference of the order's lines"
      )
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new InvalidSliceError(`items[${index}].quantity`, "is not a whole number above zero")
    }
    const units = (wanted.get(remainder) ?? 0) + quantity
    if (units > remainder.quantity) {
      throw new InvalidSliceError(
        `items[${index}].quantity`,
        `${units} is more than the remaining ${remainder.quantity}`
      )
    }
    wanted.set(remainder, units)
  })
  return wanted
}

/** Spreads a known tax over the tax lines; undefined where it is not known. */
function splitTax<L extends OmOrderLine>(
  left: readonly Remainder<L>[],
  salesTax: number | undefined
): Map<Remainder<L>, number> | undefined {
  if (salesTax === undefined) return undefined
  if (!Number.isSafeInteger(salesTax) || salesTax < 0) {
    throw new InvalidSliceError("salesTax", "is not a whole number of minor units")
  }
  const parts = new Map<Remainder<L>, number>()
  let open = salesTax
  for (const remainder of left.filter(({ line }) => line.type === "sales_tax")) {
    const part = Math.min(open, remainder.amount)
    parts.set(remainder, part)
    open -= part
  }
  if (open > 0)
    throw new InvalidSliceError(
      "salesTax",
      `${salesTax} is more than the remaining tax ${salesTax - open}`
    )
  return parts
}

function isGoods(line: OmOrderLine): boolean {
  return line.type === "physical" || line.type === "digital"
}

/** What is charged, other than tax: goods, shipping, surcharges. */
function isCharge({ line }: Remainder): boolean {
  return line.type !== "sales_tax" && !isCredit(line.type)
}

function isCredit(type: OmOrderLine["type"]): boolean {
  return type === "gift_card" || type === "store_credit" || type === "discount"
}

function slice<L extends OmOrderLine>(lines: L[]): OrderSlice<L> {
  return { amount: sum(lines.map((line) => line.total_amount)), order_lines: lines }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
