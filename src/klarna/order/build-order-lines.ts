import { BigNumber } from "bignumber.js"
import { decimal, minorUnits, safeInteger, toDecimal, toMinor, type Decimal } from "../money"
import type { OrderLine } from "../wire/order-line"
import { collapseLines } from "./collapse-lines"
import { largestRemainder } from "./largest-remainder"
import { taxInside, taxRate } from "./line-tax"
import type { CreditSource, LineSource, OrderSource } from "./order-source"
import { productFields } from "./product-fields"
import { clip, lineReferences, plainText } from "./text"

/** Amounts and lines of a session or an order, minor units. */
export type OrderTotals = {
  order_amount: number
  order_tax_amount: number
  order_lines: OrderLine[]
}

/** An order that can't be told to Klarna; `field` names what is impossible. */
export class InvalidOrderError extends Error {
  constructor(
    readonly field: string,
    reason: string
  ) {
    super(`${field} ${reason}`)
    this.name = "InvalidOrderError"
  }
}

type Part = {
  exact: Decimal
  toLine: (amount: number, reference: string) => OrderLine
  reference: string
}

/**
 * Builds Klarna's order lines from a shop's order. The total comes first; every line, tax line and credit is within one minor unit
 * of the shop's exact amount, and together they are the total. What the shop's own lines do not explain becomes a line with a name.
 * Pure: the same order gives the same lines.
 *
 * @returns minor units; `order_amount` is `total` rounded half up, `order_tax_amount` the sum of the lines' tax
 * @throws InvalidOrderError naming the field when an amount is no amount or the total is negative
 * @example
 * buildOrderLines({
 *   currency: "SEK", total: 250, tax_form: "included", credits: [],
 *   lines: [{ id: "1", type: "physical", reference: "MUG", name: "Mug", quantity: 2, total: 250, original_total: 250,
 *     tax_total: 50, original_tax_total: 50, tax_rates: [25] }],
 * })
 * // { order_amount: 25000, order_tax_amount: 5000, order_lines: [{ reference: "MUG", quantity: 2, unit_price: 12500, ... }] }
 */
export function buildOrderLines(order: OrderSource): OrderTotals {
  checkAmounts(order)
  const source = collapseLines(order)
  const orderAmount = toMinor(source.total, source.currency)
  const separate = source.tax_form === "sales_tax"

  const parts = [
    ...source.lines.filter(isBought).map((line) => itemPart(line, source.currency, separate)),
    ...(separate ? salesTaxPart(source) : []),
    ...source.credits
      .filter((credit) => !toDecimal(credit.amount).isZero())
      .map((credit) => creditPart(credit, source)),
  ]

  const explained = parts.reduce((sum, part) => sum.plus(part.exact), decimal(0))
  const unexplained = safeInteger(
    minorUnits(source.total, source.currency).minus(explained).integerValue(BigNumber.ROUND_HALF_UP)
  )
  const { whole, excess } = largestRemainder(
    parts.map((part) => part.exact),
    orderAmount - unexplained
  )
  const references = lineReferences(parts.map((part) => part.reference))
  const lines = parts
    .map((part, index) => part.toLine(whole[index] ?? 0, references[index] ?? part.reference))
    .filter((line) => line.type !== "sales_tax" || line.total_amount !== 0)
  const difference = unexplained + excess
  if (difference !== 0) lines.push(differenceLine(difference, separate, references))

  return {
    order_amount: orderAmount,
    order_tax_amount: orderTax(lines, separate),
    order_lines: lines,
  }
}

function orderTax(lines: readonly OrderLine[], separate: boolean): number {
  return lines.reduce(
    (sum, line) =>
      sum +
      (separate
        ? line.type === "sales_tax"
          ? line.total_amount
          : 0
        : (line.total_tax_amount ?? 0)),
    0
  )
}

/** What was returned or taken out entirely is no part of the order any more. */
function isBought(line: LineSource): boolean {
  return !toDecimal(line.quantity).isZero() || !toDecimal(line.total).isZero()
}

/** Medusa divides with 20 decimals, so that 10.00 may arrive as 9.99...9; nobody means less than a billionth of a cent. */
const MEANT_DECIMALS = 9

function exactly(amount: Decimal): Decimal {
  return amount.decimalPlaces(MEANT_DECIMALS, BigNumber.ROUND_HALF_UP)
}

function itemPart(line: LineSource, currency: string, separate: boolean): Part {
  const exactTotal = minorUnits(line.total, currency)
  const exactOriginal = minorUnits(line.original_total, currency)
  const exact = separate ? exactTotal.minus(minorUnits(line.tax_total, currency)) : exactTotal
  const before = separate
    ? exactOriginal.minus(minorUnits(line.original_tax_total, currency))
    : exactOriginal
  const rate = separate ? undefined : taxRate(line.tax_rates)
  return {
    exact: exactly(exact),
    reference: line.reference || line.id,
    toLine: (amount, reference) =>
      itemLine({ line, amount, reference, rate, gross: before.eq(exact) ? exact : before }),
  }
}

type Item = {
  line: LineSource
  amount: number
  reference: string
  rate: number | undefined
  gross: Decimal
}

function itemLine({ line, amount, reference, rate, gross: exactGross }: Item): OrderLine {
  const discounted = !exactGross.eq(amount) && exactGross.minus(amount).abs().gte(1)
  const gross = Math.max(
    discounted ? safeInteger(exactGross.integerValue(BigNumber.ROUND_HALF_UP)) : amount,
    amount
  )
  const name = plainText(line.name) || reference
  const price =
    amount < 0
      ? { quantity: 1, unit: amount, collapsed: !toDecimal(line.quantity).eq(1) }
      : priced(line, gross)
  return {
    type: amount < 0 ? "discount" : line.type,
    reference,
    name: price.collapsed ? withQuantity(name, line) : clip(name, 255),
    quantity: price.quantity,
    unit_price: price.unit,
    total_discount_amount: price.quantity * price.unit - amount,
    total_amount: amount,
    ...(rate === undefined ? {} : { tax_rate: rate, total_tax_amount: taxInside(amount, rate) }),
    ...productFields(line),
  }
}

/** Rounding up a unit price may show a discount that nobody gave; above these bounds the line is told as one piece instead. */
const TOLERATED_SURPLUS = { units: 10, share: 20 }

function priced(
  line: LineSource,
  gross: number
): { quantity: number; unit: number; collapsed: boolean } {
  const quantity = toDecimal(line.quantity)
  if (!quantity.isInteger() || quantity.lt(1) || quantity.gt(Number.MAX_SAFE_INTEGER)) {
    return { quantity: 1, unit: gross, collapsed: true }
  }
  const count = quantity.toNumber()
  const unit = Math.ceil(gross / count)
  const surplus = unit * count - gross
  const silly =
    !Number.isSafeInteger(unit * count) ||
    (surplus > TOLERATED_SURPLUS.units && surplus * TOLERATED_SURPLUS.share > gross)
  return silly
    ? { quantity: 1, unit: gross, collapsed: true }
    : { quantity: count, unit, collapsed: false }
}

function withQuantity(name: string, line: LineSource): string {
  const count = `${toDecimal(line.quantity).decimalPlaces(6).toFixed()} × `
  return count + clip(name, 255 - count.length)
}

function salesTaxPart(source: OrderSource): Part[] {
  const exact = source.lines
    .filter(isBought)
    .reduce((sum, line) => sum.plus(minorUnits(line.tax_total, source.currency)), decimal(0))
  if (exact.isZero()) return []
  return [
    {
      exact: exactly(exact),
      reference: "sales_tax",
      toLine: (amount, reference) => single("sales_tax", "Sales Tax", amount, reference),
    },
  ]
}

const CREDIT_NAMES = {
  gift_card: "Gift card",
  store_credit: "Store credit",
  discount: "Discount",
} as const

/** A credit of less than nothing is something to pay: Klarna knows no positive gift card. */
function creditPart(credit: CreditSource, source: OrderSource): Part {
  const exact = exactly(minorUnits(credit.amount, source.currency)).negated()
  const name = clip(plainText(credit.name) || CREDIT_NAMES[credit.type], 255)
  return {
    exact,
    reference: credit.type,
    toLine: (amount, reference) => ({
      ...single(amount > 0 ? "surcharge" : credit.type, name, amount, reference),
      ...untaxed(source.tax_form === "sales_tax"),
    }),
  }
}

function differenceLine(amount: number, separate: boolean, taken: readonly string[]): OrderLine {
  const type = amount > 0 ? "surcharge" : "discount"
  const name = amount > 0 ? "Price adjustment" : "Discount"
  const reference =
    lineReferences([...taken, "price-adjustment"])[taken.length] ?? "price-adjustment"
  return { ...single(type, name, amount, reference), ...untaxed(separate) }
}

function single(
  type: OrderLine["type"],
  name: string,
  amount: number,
  reference: string
): OrderLine {
  return {
    type,
    reference,
    name,
    quantity: 1,
    unit_price: amount,
    total_discount_amount: 0,
    total_amount: amount,
  }
}

function untaxed(separate: boolean): { tax_rate?: number; total_tax_amount?: number } {
  return separate ? {} : { tax_rate: 0, total_tax_amount: 0 }
}

function checkAmounts(order: OrderSource): void {
  const check = (field: string, read: () => unknown) => {
    try {
      read()
    } catch (error) {
      throw new InvalidOrderError(
        field,
        error instanceof Error ? `can't be used: ${error.message}` : "can't be used"
      )
    }
  }
  check("currency", () => minorUnits(0, order.currency))
  check("total", () => toMinor(order.total, order.currency))
  if (toMinor(order.total, order.currency) < 0) throw new InvalidOrderError("total", "is negative")
  order.lines.forEach((line, index) => {
    for (const key of [
      "quantity",
      "total",
      "original_total",
      "tax_total",
      "original_tax_total",
    ] as const) {
      check(`lines[${index}].${key}`, () => toDecimal(line[key]))
    }
    check(`lines[${index}].total`, () => toMinor(line.total, order.currency))
    check(`lines[${index}].original_total`, () => toMinor(line.original_total, order.currency))
    check(`lines[${index}].tax_rates`, () => taxRate(line.tax_rates))
  })
  order.credits.forEach((credit, index) =>
    check(`credits[${index}].amount`, () => toMinor(credit.amount, order.currency))
  )
}
