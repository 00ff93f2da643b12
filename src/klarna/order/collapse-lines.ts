import { sumOf, toDecimal } from "../money"
import { MAX_LINES } from "../wire/order-line"
import type { CreditSource, LineSource, OrderSource } from "./order-source"

/** Room for a tax line and for a line that takes a difference. */
const RESERVED = 2

/**
 * Keeps an order within Klarna's 1000 lines: the items that are too many become one line a tax rate, the credits one a type.
 * Shipping and fees stay.
 */
export function collapseLines(source: OrderSource): OrderSource {
  const free = MAX_LINES - RESERVED
  if (source.lines.length + source.credits.length <= free) return source

  const credits = source.credits.length > 10 ? collapseCredits(source.credits) : source.credits
  const room = free - credits.length
  if (source.lines.length <= room) return { ...source, credits }

  const rates = new Set(source.lines.map(rateKey)).size
  const kept = new Set(
    [...source.lines.filter((line) => !isItem(line)), ...source.lines.filter(isItem)].slice(
      0,
      Math.max(room - rates, 0)
    )
  )
  const rest = source.lines.filter((line) => !kept.has(line))
  return {
    ...source,
    credits,
    lines: [...source.lines.filter((line) => kept.has(line)), ...collapseItems(rest)],
  }
}

function isItem(line: LineSource): boolean {
  return line.type === "physical" || line.type === "digital"
}

function rateKey(line: LineSource): string {
  return sumOf(line.tax_rates).toFixed()
}

function groupBy<T>(entries: readonly T[], key: (entry: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const entry of entries) {
    const group = groups.get(key(entry))
    if (group) group.push(entry)
    else groups.set(key(entry), [entry])
  }
  return [...groups]
}

function collapseItems(lines: readonly LineSource[]): LineSource[] {
  return groupBy(lines, rateKey).map(([rate, group]) => ({
    id: `more-${rate}`,
    type: "physical",
    reference: `more-items-${rate}`,
    name: `${group.length} more items`,
    quantity: 1,
    total: sumOf(group.map((line) => line.total)),
    original_total: sumOf(group.map((line) => line.original_total)),
    tax_total: sumOf(group.map((line) => line.tax_total)),
    original_tax_total: sumOf(group.map((line) => line.original_tax_total)),
    tax_rates: [rate],
  }))
}

function collapseCredits(credits: readonly CreditSource[]): CreditSource[] {
  const signed = (credit: CreditSource) =>
    `${credit.type}:${toDecimal(credit.amount).isNegative() ? "-" : "+"}`
  return groupBy(credits, signed).flatMap(([key, group]) => {
    const [first] = group
    if (!first) return []
    return [{ ...first, id: key, amount: sumOf(group.map((credit) => credit.amount)) }]
  })
}
