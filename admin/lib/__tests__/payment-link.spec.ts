import type { AdminKlarnaMarket } from "../../../src/api/admin/klarna/markets/types"
import { collectionToPay, deadlineIn, marketTakes, type OrderToPay } from "../payment-link"

const paid = {
  id: "paycol_1",
  status: "completed",
  amount: 100,
  payments: [{ provider_id: "pp_klarna_klarna" }],
}
const unpaid = { id: "paycol_2", status: "not_paid", amount: 25.5, payments: [] }

const order = (more: Partial<OrderToPay>): OrderToPay => ({
  id: "order_1",
  status: "pending",
  summary: { pending_difference: 25.5 },
  payment_collections: [unpaid],
  ...more,
})

describe("what of an order is to be paid by a link", () => {
  it("is the collection that nobody paid yet", () => {
    expect(collectionToPay(order({}), false)).toEqual({ id: "paycol_2", amount: 25.5 })
    const opened = { ...unpaid, status: "awaiting" }
    expect(collectionToPay(order({ payment_collections: [opened] }), false)?.id).toBe("paycol_2")
  })

  it("is the difference of an edit beside what was paid with Klarna", () => {
    const edited = order({ payment_collections: [paid, unpaid] })
    expect(collectionToPay(edited, true)?.id).toBe("paycol_2")
  })

  it.each([
    ["the order is canceled", order({ status: "canceled" }), false],
    ["all is paid", order({ payment_collections: [paid] }), true],
    ["nothing is due", order({ summary: { pending_difference: 0 } }), false],
    ["money is owed to the customer", order({ summary: { pending_difference: -5 } }), false],
    ["Klarna has not decided about it yet", order({}), true],
    ["there is no collection", order({ payment_collections: null }), false],
    [
      "the collection was given up",
      order({ payment_collections: [{ ...unpaid, status: "canceled" }] }),
      false,
    ],
  ])("is nothing where %s", (_, given, hasKlarnaOrder) => {
    expect(collectionToPay(given, hasKlarnaOrder)).toBeUndefined()
  })
})

describe("whether Klarna can be used for an order", () => {
  const market = (country_code: string, currency_code: string, available = true) => {
    const found: Pick<AdminKlarnaMarket, "country_code" | "currency_code" | "available"> = {
      country_code,
      currency_code,
      available,
    }
    return found
  }
  const markets = [market("SE", "SEK"), market("NO", "NOK"), market("DE", "EUR", false)]
  const to = (billing: string | null, shipping: string, currency_code: string) => ({
    billing_address: { country_code: billing },
    shipping_address: { country_code: shipping },
    currency_code,
  })

  it("follows the billing country, else the shipping country", () => {
    expect(marketTakes(to("no", "se", "nok"), markets)).toBe(true)
    expect(marketTakes(to(null, "se", "sek"), markets)).toBe(true)
  })

  it("needs the market's currency, and a market that is on", () => {
    expect(marketTakes(to("no", "se", "sek"), markets)).toBe(false)
    expect(marketTakes(to("de", "de", "eur"), markets)).toBe(false)
    expect(marketTakes(to("jp", "jp", "jpy"), markets)).toBe(false)
    expect(marketTakes({ currency_code: "sek" }, markets)).toBe(false)
  })
})

it("a link's deadline is so many days ahead", () => {
  expect(deadlineIn(3, new Date("2026-01-30T10:00:00Z"))).toBe("2026-02-02T10:00:00.000Z")
})
