/** Klarna's arithmetic of order lines (KLARNA.md 7.3 and 7.4), in integers of minor units. */
export type Line = {
  type?: string | undefined
  quantity: number
  unit_price: number
  total_amount: number
  total_discount_amount?: number | undefined
  tax_rate?: number | undefined
  total_tax_amount?: number | undefined
}

type Sums = {
  order_amount: number
  order_tax_amount?: number | undefined
  order_lines: readonly Line[]
}

const NEGATIVE = new Set(["discount", "gift_card", "store_credit"])
const UNTAXED = new Set(["gift_card", "store_credit", "sales_tax"])

/** Names every field of an order that breaks a rule; what is empty is in order. */
export function orderErrors(order: Sums, country: string): string[] {
  const errors = lineErrors(order.order_lines, country)
  if (total(order.order_lines) !== order.order_amount) errors.push("order_amount")
  if (order.order_tax_amount !== undefined && !taxFits(order.order_tax_amount, order.order_lines)) {
    errors.push("order_tax_amount")
  }
  return errors
}

/** The rules that each line obeys by itself; they hold for lines of captures and refunds too. */
export function lineErrors(lines: readonly Line[], country: string): string[] {
  return lines.flatMap((line, index) => {
    const at = (field: string) => `order_lines[${index}].${field}`
    return [...totalErrors(line, at), ...signErrors(line, at), ...taxErrors(line, country, at)]
  })
}

export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.total_amount, 0)
}

type At = (field: string) => string

function totalErrors(line: Line, at: At): string[] {
  const expected = line.quantity * line.unit_price - (line.total_discount_amount ?? 0)
  return expected === line.total_amount ? [] : [at("total_amount")]
}

function signErrors(line: Line, at: At): string[] {
  const type = line.type ?? "physical"
  if (NEGATIVE.has(type)) return line.total_amount > 0 ? [at("total_amount")] : []
  if (type === "return_fee") return line.total_amount >= 0 ? [at("total_amount")] : []
  return [
    ...(line.unit_price < 0 ? [at("unit_price")] : []),
    ...(line.total_amount < 0 ? [at("total_amount")] : []),
  ]
}

function taxErrors(line: Line, country: string, at: At): string[] {
  const rate = line.tax_rate ?? 0
  const tax = line.total_tax_amount ?? 0
  const untaxed = country === "US" || UNTAXED.has(line.type ?? "physical")
  if (untaxed && rate !== 0) return [at("tax_rate")]
  if (untaxed && tax !== 0) return [at("total_tax_amount")]
  if (line.total_tax_amount === undefined) return []

  const base = 10_000 + rate
  if (Math.abs(tax * base - line.total_amount * rate) <= base) return []
  const calculated = Math.round((line.total_amount * rate) / base)
  return [
    `${at("total_tax_amount")} differs from the calculated value [${calculated}] by more than [1]`,
  ]
}

/** With a tax line the order's tax is that line; else it is the sum of the line taxes, give or take one for each line. */
function taxFits(orderTax: number, lines: readonly Line[]): boolean {
  const inLines = lines.reduce((sum, line) => sum + (line.total_tax_amount ?? 0), 0)
  const taxLines = lines.filter((line) => line.type === "sales_tax")
  if (taxLines.length > 0) return orderTax === total(taxLines) + inLines
  return Math.abs(orderTax - inLines) <= lines.length
}
