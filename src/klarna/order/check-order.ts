import { MAX_AMOUNT, MAX_LINES, type OrderLine } from "../wire/order-line"
import type { OrderTotals } from "./build-order-lines"
import { isTaxAccepted } from "./line-tax"

const TEXT_LIMITS = {
  reference: 255,
  image_url: 1024,
  product_url: 1024,
  merchant_data: 1024,
} as const
const CREDIT_TYPES: readonly string[] = ["gift_card", "store_credit"]
const NEGATIVE_TYPES: readonly string[] = [...CREDIT_TYPES, "discount"]

/**
 * Checks an order by Klarna's rules before the call, so that a mistake is found here, with its field.
 *
 * @returns what is wrong, naming fields as Klarna does; empty where nothing is
 * @example
 * checkOrder({ order_amount: 100, order_tax_amount: 0, order_lines: [] })
 * // ["order_lines has no line", "order_amount 100 is not the sum of the lines' total_amount 0"]
 */
export function checkOrder({ order_amount, order_tax_amount, order_lines }: OrderTotals): string[] {
  return [
    ...checkRange("order_amount", order_amount, 0, MAX_AMOUNT),
    ...checkRange("order_tax_amount", order_tax_amount, 0, MAX_AMOUNT),
    ...(order_lines.length === 0 ? ["order_lines has no line"] : []),
    ...(order_lines.length > MAX_LINES
      ? [`order_lines has ${order_lines.length} lines, more than ${MAX_LINES}`]
      : []),
    ...order_lines.flatMap((line, index) =>
      checkLine(line).map((problem) => `order_lines[${index}].${problem}`)
    ),
    ...checkSums({ order_amount, order_tax_amount, order_lines }),
  ]
}

function checkSums({ order_amount, order_tax_amount, order_lines }: OrderTotals): string[] {
  const problems: string[] = []
  const total = order_lines.reduce((sum, line) => sum + line.total_amount, 0)
  if (total !== order_amount) {
    problems.push(`order_amount ${order_amount} is not the sum of the lines' total_amount ${total}`)
  }
  const taxLines = order_lines.filter((line) => line.type === "sales_tax")
  if (taxLines.length > 0) {
    const tax = taxLines.reduce((sum, line) => sum + line.total_amount, 0)
    if (tax !== order_tax_amount) {
      problems.push(
        `order_tax_amount ${order_tax_amount} is not the sum of the sales_tax lines ${tax}`
      )
    }
    order_lines.forEach((line, index) => {
      if (line.tax_rate)
        problems.push(`order_lines[${index}].tax_rate stands beside a sales_tax line`)
    })
    return problems
  }
  const tax = order_lines.reduce((sum, line) => sum + (line.total_tax_amount ?? 0), 0)
  if (Math.abs(tax - order_tax_amount) > order_lines.length) {
    problems.push(
      `order_tax_amount ${order_tax_amount} is not the sum of the lines' total_tax_amount ${tax}`
    )
  }
  return problems
}

function checkLine(line: OrderLine): string[] {
  return [...checkTexts(line), ...checkAmounts(line), ...checkTax(line), ...checkSigns(line)]
}

function checkTexts(line: OrderLine): string[] {
  const problems: string[] = []
  if (line.name.trim().length === 0) problems.push("name is empty")
  if (line.name.length > 255) problems.push("name is longer than 255 characters")
  if (/\p{Cc}/u.test(line.name)) problems.push("name has control characters")
  for (const key of ["reference", "image_url", "product_url", "merchant_data"] as const) {
    const limit = TEXT_LIMITS[key]
    if ((line[key]?.length ?? 0) > limit) problems.push(`${key} is longer than ${limit} characters`)
  }
  const unit = line.quantity_unit
  if (unit !== undefined && (unit.length < 1 || unit.length > 8))
    problems.push("quantity_unit has not 1 to 8 characters")
  return problems
}

function checkAmounts(line: OrderLine): string[] {
  const discount = line.total_discount_amount ?? 0
  const problems = [
    ...checkRange("quantity", line.quantity, 0, Number.MAX_SAFE_INTEGER),
    ...checkRange("unit_price", line.unit_price, -MAX_AMOUNT, MAX_AMOUNT),
    ...checkRange("total_amount", line.total_amount, -MAX_AMOUNT, MAX_AMOUNT),
    ...checkRange("total_discount_amount", discount, 0, MAX_AMOUNT),
  ]
  const expected =
    BigInt(Math.trunc(line.quantity)) * BigInt(Math.trunc(line.unit_price)) -
    BigInt(Math.trunc(discount))
  if (problems.length === 0 && expected !== BigInt(line.total_amount)) {
    problems.push(
      `total_amount ${line.total_amount} is not quantity * unit_price - total_discount_amount ${expected}`
    )
  }
  return problems
}

function checkTax(line: OrderLine): string[] {
  const rate = line.tax_rate ?? 0
  const tax = line.total_tax_amount ?? 0
  const problems = [
    ...checkRange("tax_rate", rate, 0, 10_000),
    ...checkRange("total_tax_amount", tax, -MAX_AMOUNT, MAX_AMOUNT),
  ]
  if (problems.length > 0 || !Number.isSafeInteger(line.total_amount)) return problems
  if (!isTaxAccepted(tax, line.total_amount, rate)) {
    problems.push(
      `total_tax_amount ${tax} differs by more than 1 from the tax of ${rate / 100} % in ${line.total_amount}`
    )
  }
  if (CREDIT_TYPES.includes(line.type) && (rate !== 0 || tax !== 0))
    problems.push(`tax_rate of a ${line.type} is not 0`)
  return problems
}

function checkSigns(line: OrderLine): string[] {
  const negative = line.total_amount < 0 || line.unit_price < 0
  if (negative && !NEGATIVE_TYPES.includes(line.type))
    return [`total_amount of a ${line.type} line is negative`]
  if (line.total_amount > 0 && NEGATIVE_TYPES.includes(line.type)) {
    return [`total_amount of a ${line.type} line is positive`]
  }
  return []
}

function checkRange(field: string, value: number, min: number, max: number): string[] {
  if (!Number.isSafeInteger(value)) return [`${field} is no whole number`]
  return value < min || value > max ? [`${field} ${value} is not between ${min} and ${max}`] : []
}
