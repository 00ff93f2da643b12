import type { LineSource, OrderSource } from "../order-source"

/** A line of 100.00 with 25 % tax, unless said otherwise. */
export function line(changes: Partial<LineSource> = {}): LineSource {
  const total = changes.total ?? 100
  return {
    id: "item_1",
    type: "physical",
    reference: "MUG",
    name: "Mug",
    quantity: 1,
    total,
    original_total: changes.original_total ?? total,
    tax_total: 20,
    original_tax_total: 20,
    tax_rates: [25],
    ...changes,
  }
}

/** A Swedish order of the given lines. */
export function order(lines: LineSource[], changes: Partial<OrderSource> = {}): OrderSource {
  return { currency: "SEK", total: 100, tax_form: "included", lines, credits: [], ...changes }
}
