import { itemOf, klarnaPayment, trackingOf } from "./deliver"
import { fromMicro, toMicro, toMinor } from "./money"
import type { KlarnaOrder, MedusaOrder } from "./schemas"
import type { Scenario } from "./scenarios"

/** Both sides of one purchase at its end, and Medusa's order as it was bought: a refund of items lowers its total. */
export type Ledgers = {
  bought: MedusaOrder
  medusa: MedusaOrder
  klarna: KlarnaOrder
  tracking: string[]
}

/** The item of which one piece goes back. */
export function refundedSku(scenario: Scenario): string {
  const [first] = scenario.items
  if (!first) throw new Error(`The purchase in ${scenario.market} has no items.`)
  return first.sku
}

/** What Medusa's rows say, in minor units. */
export function medusaSums(order: MedusaOrder): { captured: number; refunded: number } {
  const payment = klarnaPayment(order)
  const sum = (rows: { amount: number }[]) =>
    toMinor(fromMicro(rows.reduce((total, row) => total + toMicro(row.amount), 0)))
  return { captured: sum(payment.captures), refunded: sum(payment.refunds) }
}

/**
 * Compares both ledgers.
 *
 * @returns every difference in words; none when they are equal
 */
export function differences(scenario: Scenario, ledgers: Ledgers): string[] {
  const { bought, medusa, klarna, tracking } = ledgers
  const found: string[] = []
  const same = (what: string, ours: unknown, theirs: unknown) => {
    if (ours !== theirs)
      found.push(`${what}: Medusa has ${String(ours)}, Klarna has ${String(theirs)}`)
  }
  const must = (holds: boolean, what: string) => {
    if (!holds) found.push(what)
  }
  const { captured, refunded } = medusaSums(medusa)
  const total = toMinor(bought.total)

  same("amount", total, klarna.order_amount)
  same("payment", toMinor(klarnaPayment(medusa).amount), klarna.order_amount)
  same("captured", captured, klarna.captured_amount)
  same("captured in full", total, klarna.captured_amount)
  same("refunded", refunded, klarna.refunded_amount)
  same("currency", medusa.currency_code.toUpperCase(), klarna.purchase_currency)
  same("order number", String(medusa.display_id), klarna.merchant_reference1)
  must(
    klarna.purchase_country === scenario.market,
    `Klarna's order is of ${klarna.purchase_country}`
  )
  must(klarna.captures.length === 2, `Klarna has ${klarna.captures.length} captures, not 2`)
  must(klarna.refunds.length === 1, `Klarna has ${klarna.refunds.length} refunds, not 1`)

  const item = itemOf(bought, refundedSku(scenario))
  const price = toMinor(item.total / item.quantity)
  must(
    refunded > 0 && Math.abs(refunded - price) <= 1,
    `one item of ${price} was refunded with ${refunded}`
  )
  must(
    tracking.join() === trackingOf(klarna).join(),
    `tracking: shipped with ${tracking.join()}, Klarna has ${trackingOf(klarna).join()}`
  )
  const info = klarna.captures.flatMap((capture) => capture.shipping_info ?? [])
  must(
    info.every(({ shipping_company, tracking_uri }) => shipping_company && tracking_uri),
    "a parcel has no carrier or no tracking link at Klarna"
  )
  found.push(...lineDifferences(scenario, klarna))
  return found.map((text) => `${scenario.market}: ${text}`)
}

function lineDifferences(scenario: Scenario, klarna: KlarnaOrder): string[] {
  const found: string[] = []
  const lines = klarna.order_lines
  const sum = lines.reduce((total, line) => total + line.total_amount, 0)
  if (sum !== klarna.order_amount) {
    found.push(`the lines sum to ${sum}, the order is ${klarna.order_amount}`)
  }
  for (const line of lines.filter(({ type }) => type === "physical" || type === "digital")) {
    if (!line.image_url) found.push(`the line ${line.name} has no image`)
    if (!line.product_url) found.push(`the line ${line.name} has no product link`)
  }
  for (const rate of scenario.expect.taxRates ?? []) {
    if (!lines.some((line) => (line.tax_rate ?? 0) === rate && line.total_amount > 0)) {
      found.push(`no line has the tax rate ${rate / 100} %`)
    }
  }
  for (const type of scenario.expect.lineTypes ?? []) {
    if (!lines.some((line) => line.type === type)) found.push(`there is no line of type ${type}`)
  }
  if (scenario.storeCredit) {
    const credit = -toMinor(scenario.storeCredit)
    if (!lines.some((line) => line.total_amount === credit)) {
      found.push(`there is no line of ${credit} for the store credit`)
    }
  }
  return found
}
