import { decorateCartTotals, MathBN } from "@medusajs/framework/utils"
import fc from "fast-check"
import { MARKETS, type Market, type TaxForm } from "../../markets"
import type { OrderSource } from "../order-source"

/** A number as Medusa keeps it. */
type Raw = { value: string }

type Line = {
  id: string
  price: string
  quantity: string
  rates: number[]
  /** Discounts in thousandths of the line's price. */
  discounts: number[]
}

/** A cart before Medusa has computed its totals. */
export type CartPlan = {
  market: Market
  taxForm: TaxForm
  inclusive: boolean
  items: Line[]
  shipping: Line[]
  /** Thousandths of what is left to pay. */
  credits: { type: "gift_card" | "store_credit"; share: number; decimals: number }[]
}

/** Medusa's own numbers for a line, major units. */
export type MedusaLine = {
  id: string
  total: Raw
  original_total: Raw
  tax_total: Raw
  original_tax_total: Raw
}

/** A cart with Medusa's totals, and the source made from it. */
export type MedusaCart = {
  plan: CartPlan
  total: Raw
  taxTotal: Raw
  lines: (MedusaLine & { rates: number[]; quantity: string })[]
  source: OrderSource
}

const RATES: number[][] = [
  [25],
  [12],
  [6],
  [0],
  [19],
  [7],
  [21],
  [20],
  [5.5],
  [27],
  [8.1],
  [24],
  [25.5],
  [13],
  [15],
  [16],
  [10],
  [23],
  [5, 9.975],
  [5, 7],
  [14.975],
  [8.875],
  [4, 4.5, 0.375],
  [],
]

const cents = fc.integer({ min: 0, max: 200_000 }).map((minor) => (minor / 100).toFixed(2))
const fractions = fc
  .integer({ min: 1, max: 2_000_000_000 })
  .map((millionths) => (millionths / 1_000_000).toFixed(6))
const price = fc.oneof({ weight: 4, arbitrary: cents }, { weight: 1, arbitrary: fractions })
const wholeQuantity = fc
  .oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 24 }))
  .map(String)
const oddQuantity = fc.constantFrom("0.5", "1.25", "2.333", "0.001", "7.77")
const quantity = fc.oneof(
  { weight: 9, arbitrary: wholeQuantity },
  { weight: 1, arbitrary: oddQuantity }
)
const discounts = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  {
    weight: 2,
    arbitrary: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 2 }),
  },
  { weight: 1, arbitrary: fc.constant<number[]>([1000]) }
)

function line(prefix: string, quantities: fc.Arbitrary<string>): fc.Arbitrary<Line> {
  return fc
    .record({ price, quantity: quantities, rates: fc.constantFrom(...RATES), discounts })
    .map((plan) => ({ ...plan, id: prefix }))
}

/** Carts of every market, with the prices, rates, promotions and credits that shops have, and some that they should not. */
export const cartPlans: fc.Arbitrary<CartPlan> = fc
  .record({
    market: fc.constantFrom(...MARKETS),
    inclusive: fc.boolean(),
    items: fc.array(line("item", quantity), { minLength: 1, maxLength: 8 }),
    shipping: fc.array(line("ship", fc.constant("1")), { maxLength: 2 }),
    credits: fc.oneof(
      { weight: 3, arbitrary: fc.constant<CartPlan["credits"]>([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          fc.record({
            type: fc.constantFrom("gift_card" as const, "store_credit" as const),
            share: fc.integer({ min: 1, max: 1000 }),
            decimals: fc.constantFrom(2, 2, 2, 4),
          }),
          { minLength: 1, maxLength: 3 }
        ),
      }
    ),
  })
  .map((plan) => ({
    ...plan,
    inclusive: plan.market.country === "US" ? false : plan.inclusive,
    taxForm:
      plan.market.taxForm === "sales_tax" || (plan.market.country === "CA" && !plan.inclusive)
        ? "sales_tax"
        : "included",
  }))

/** Computes a cart's totals with Medusa's own code. */
export function medusaCart(plan: CartPlan): MedusaCart {
  const open = decorated(plan, [])
  let left = MathBN.convert(open.total)
  const credits = plan.credits.map(({ type, share, decimals }, index) => {
    const amount = MathBN.convert(MathBN.div(MathBN.mult(left, share), 1000)).decimalPlaces(
      decimals,
      1
    )
    left = MathBN.sub(left, amount)
    return { id: `credit-${index}`, type, name: type, amount: amount.toFixed() }
  })
  const cart = credits.length
    ? decorated(
        plan,
        credits.map(({ amount }) => amount)
      )
    : open
  const lines = [...cart.items, ...cart.shipping].map((totals, index) => {
    const planned = [...plan.items, ...plan.shipping][index]
    if (!planned) throw new Error("Medusa's lines are not those of the plan")
    return { ...totals, rates: planned.rates, quantity: planned.quantity }
  })
  return {
    plan,
    total: cart.total,
    taxTotal: cart.taxTotal,
    lines,
    source: {
      currency: plan.market.currency,
      total: cart.total,
      tax_form: plan.taxForm,
      credits,
      lines: lines.map(({ rates, ...totals }, index) => ({
        ...totals,
        type: index < plan.items.length ? "physical" : "shipping_fee",
        reference: `SKU-${index}`,
        name: `Article ${index}`,
        tax_rates: rates,
      })),
    },
  }
}

function decorated(plan: CartPlan, credits: string[]) {
  const priced = (planned: Line, index: number) => ({
    id: `${planned.id}-${index}`,
    is_tax_inclusive: plan.inclusive,
    tax_lines: planned.rates.map((rate) => ({ rate })),
    adjustments: planned.discounts.map((share) => ({
      amount: MathBN.div(
        MathBN.mult(MathBN.mult(planned.price, planned.quantity), share),
        1000
      ).toFixed(),
      is_tax_inclusive: plan.inclusive,
    })),
  })
  const items = plan.items.map((planned, index) => ({
    ...priced(planned, index),
    unit_price: planned.price,
    quantity: planned.quantity,
  }))
  const shipping_methods = plan.shipping.map((planned, index) => ({
    ...priced(planned, index),
    amount: planned.price,
  }))
  const cart = decorateCartTotals({
    currency_code: plan.market.currency.toLowerCase(),
    items,
    shipping_methods,
    credit_lines: credits.map((amount) => ({ amount })),
  })
  return {
    total: raw(cart, "total"),
    taxTotal: raw(cart, "tax_total"),
    items: items.map(totalsOf),
    shipping: shipping_methods.map(totalsOf),
  }
}

/** Medusa writes the totals into the lines it was given. */
function totalsOf(line: { id: string }): MedusaLine {
  return {
    id: line.id,
    total: raw(line, "total"),
    original_total: raw(line, "original_total"),
    tax_total: raw(line, "tax_total"),
    original_tax_total: raw(line, "original_tax_total"),
  }
}

function raw(holder: object, key: string): Raw {
  const value: unknown = Object.entries(holder).find(([name]) => name === key)?.[1]
  if (value !== null && typeof value === "object" && "raw" in value) {
    const { raw: inner } = value
    if (
      inner !== null &&
      typeof inner === "object" &&
      "value" in inner &&
      typeof inner.value === "string"
    ) {
      return { value: inner.value }
    }
  }
  throw new Error(`Medusa gave no exact ${key}`)
}
