import { canonical, isObject } from "./json"
import { effectiveCountry } from "./markets"
import type { OrderBody, PaymentsLine, SessionData } from "./shapes"

/**
 * Compares the body of create order with the data that the session was last given, and answers Klarna's words for what differs.
 * What was never given before, or is left out now, is not compared; references, merchant URLs and the locale never are.
 */
export function mismatches(given: SessionData, order: OrderBody): string[] {
  return [
    ...(effectiveCountry(given) === effectiveCountry(order) ? [] : ["purchase_country"]),
    ...differing("purchase_currency", given.purchase_currency, order.purchase_currency),
    ...differing("order_amount", given.order_amount, order.order_amount),
    ...differing("order_tax_amount", given.order_tax_amount, order.order_tax_amount),
    ...differing("billing_address", given.billing_address, order.billing_address),
    ...differing("shipping_address", given.shipping_address, order.shipping_address),
    ...differing("customer", given.customer, order.customer),
    ...lineMismatches(given.order_lines, order.order_lines),
  ]
}

function differing(name: string, given: unknown, now: unknown): string[] {
  if (given === undefined || now === undefined) return []
  if (isObject(given) && isObject(now)) return differingFields(name, given, now)
  return canonical(given) === canonical(now) ? [] : [name]
}

/** Compares two objects whole: a field that only one of them has differs too. */
function differingFields(
  name: string,
  given: Record<string, unknown>,
  now: Record<string, unknown>
): string[] {
  const keys = [...new Set([...Object.keys(given), ...Object.keys(now)])]
  return keys
    .filter((key) => canonical(given[key]) !== canonical(now[key]))
    .map((key) => `${name}.${key}`)
}

function lineMismatches(given: readonly PaymentsLine[], now: readonly PaymentsLine[]): string[] {
  if (given.length !== now.length) {
    return [
      `Incorrect number of items in the cart. Expected: ${given.length}, Actual: ${now.length}`,
    ]
  }
  return given.flatMap((line, index) => {
    const other = now[index]
    return other ? differingFields(`order_lines[${index}]`, completed(line), completed(other)) : []
  })
}

/** A line with the values that Klarna assumes where it says nothing. */
function completed(line: PaymentsLine): Record<string, unknown> {
  return { type: "physical", total_discount_amount: 0, tax_rate: 0, total_tax_amount: 0, ...line }
}
