import { BigNumber } from "bignumber.js"
import { decimal } from "../money"
import type { OmOrderLine } from "../wire/order-line"
import { isTaxAccepted, taxInside } from "./line-tax"

/** What earlier slices left of a line. Amounts in minor units. */
export type Remainder<L extends OmOrderLine = OmOrderLine> = {
  line: L
  amount: number
  /** Units not yet taken as units; a partial amount takes none. */
  quantity: number
  tax: number
  isUntouched: boolean
  isEmpty: boolean
}

/** What is left of each line. Slices are found by type and reference; of several equal lines the first is used up first. */
export function remainders<L extends OmOrderLine>(
  lines: readonly L[],
  taken: readonly OmOrderLine[]
): Remainder<L>[] {
  const left = lines.map((line) => ({
    line,
    amount: line.total_amount,
    quantity: line.quantity,
    tax: line.total_tax_amount ?? 0,
    isUntouched: true,
    isEmpty: false,
  }))
  for (const piece of taken) {
    const mates = left.filter(
      ({ line }) => line.type === piece.type && line.reference === piece.reference
    )
    const home =
      mates.find(
        (mate) => Math.abs(mate.amount) >= Math.abs(piece.total_amount) && !isUsedUp(mate)
      ) ?? mates[0]
    if (!home) continue
    home.amount -= piece.total_amount
    home.tax -= piece.total_tax_amount ?? 0
    if (piece.unit_price === home.line.unit_price)
      home.quantity = Math.max(0, home.quantity - piece.quantity)
    home.isUntouched = false
  }
  return left.map((remainder) => ({ ...remainder, isEmpty: isUsedUp(remainder) }))
}

/** A line of worth is used up with its amount, a free one with its units. */
function isUsedUp({ line, amount, quantity, isUntouched }: Omit<Remainder, "isEmpty">): boolean {
  if (isUntouched) return false
  return line.total_amount === 0 ? quantity === 0 : amount === 0
}

/** All that is left of a line; nothing where it is used up. */
export function takeAll<L extends OmOrderLine>(remainder: Remainder<L>): L[] {
  if (remainder.isUntouched) return [remainder.line]
  if (remainder.isEmpty) return []
  return [wholeOrPiece(remainder, remainder.quantity, remainder.amount)]
}

/** A part of a line by its amount: a piece of its own, unless it is all that is left. */
export function takeAmount<L extends OmOrderLine>(remainder: Remainder<L>, amount: number): L[] {
  if (amount === remainder.amount && amount !== 0) return takeAll(remainder)
  return amount === 0 ? [] : [piece(remainder, amount)]
}

/** So many units of a line, with their share of its amount; the last unit takes what is left. */
export function takeUnits<L extends OmOrderLine>(remainder: Remainder<L>, units: number): L[] {
  if (units === remainder.quantity) return takeAll(remainder)
  const share = decimal(remainder.amount).times(units).div(remainder.quantity)
  return [wholeOrPiece(remainder, units, share.integerValue(BigNumber.ROUND_HALF_UP).toNumber())]
}

/** Units with their own price and a discount for the rest; where that would need a negative discount, one piece. */
function wholeOrPiece<L extends OmOrderLine>(
  remainder: Remainder<L>,
  units: number,
  amount: number
): L {
  const { line } = remainder
  const discount = units * line.unit_price - amount
  const isPlain = line.quantity === 1 && amount !== line.total_amount
  if (units < 1 || discount < 0 || isPlain) return piece(remainder, amount)
  return {
    ...line,
    quantity: units,
    total_discount_amount: discount,
    total_amount: amount,
    ...taxOf(remainder, amount),
  }
}

function piece<L extends OmOrderLine>(remainder: Remainder<L>, amount: number): L {
  return {
    ...remainder.line,
    quantity: 1,
    unit_price: amount,
    total_discount_amount: 0,
    total_amount: amount,
    ...taxOf(remainder, amount),
  }
}

/** The last slice takes the tax that is left, as long as Klarna accepts it for its amount. */
function taxOf(remainder: Remainder, amount: number): { total_tax_amount?: number } {
  const { line } = remainder
  if (line.tax_rate === undefined && line.total_tax_amount === undefined) return {}
  const rate = line.tax_rate ?? 0
  const isLast = amount === remainder.amount
  const tax =
    isLast && isTaxAccepted(remainder.tax, amount, rate) ? remainder.tax : taxInside(amount, rate)
  return { total_tax_amount: tax }
}
