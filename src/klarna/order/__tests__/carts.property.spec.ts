import { MathBN } from "@medusajs/framework/utils"
import fc from "fast-check"
import { MARKETS } from "../../markets"
import { OrderLineSchema } from "../../wire/order-line"
import { buildOrderLines, type OrderTotals } from "../build-order-lines"
import { checkOrder } from "../check-order"
import { cartPlans, medusaCart, type MedusaCart } from "./medusa-carts"

const RUNS = 10_400

/** Medusa keeps 20 digits, so a distance of exactly one may come out a trace above it. */
const ONE = 1 + 1e-9

/** How far a whole number of minor units is from Medusa's exact amount. */
function distance(
  minor: number,
  major: { value: string },
  less: { value: string } = { value: "0" }
): number {
  return MathBN.abs(MathBN.sub(MathBN.mult(MathBN.sub(major, less), 100), minor)).toNumber()
}

/** What is told to Klarna otherwise than Medusa has it. */
function differences(cart: MedusaCart, order: OrderTotals): string[] {
  const isSeparate = cart.plan.taxForm === "sales_tax"
  const others = order.order_lines.slice(cart.lines.length)
  const taxLines = others.filter((line) => line.type === "sales_tax")
  const sum = order.order_lines.reduce((total, line) => total + line.total_amount, 0)
  return [
    ...unless(distance(order.order_amount, cart.total) <= 0.5 + 1e-9, "order_amount"),
    ...unless(sum === order.order_amount, `sum of lines ${sum}`),
    ...cart.lines.flatMap((_, index) => lineDifferences(cart, order, index)),
    ...unless(taxLines.length <= (isSeparate ? 1 : 0), "number of tax lines"),
    ...unless(!isSeparate || distance(order.order_tax_amount, cart.taxTotal) <= ONE, "order tax"),
    ...others
      .filter((line) => line.type !== "sales_tax")
      .flatMap((line) => [
        ...unless(
          line.type === "gift_card" || line.type === "store_credit",
          `nobody ordered ${line.type}`
        ),
        ...unless(line.total_amount <= 0 && !line.total_tax_amount, `no credit: ${line.type}`),
      ]),
  ]
}

function lineDifferences(cart: MedusaCart, order: OrderTotals, index: number): string[] {
  const medusa = cart.lines[index]
  const line = order.order_lines[index]
  if (!medusa || !line) return [`line ${index} is missing`]
  const isWhole = MathBN.convert(medusa.quantity).isInteger()
  const isTold =
    line.quantity === Number(medusa.quantity) || line.name.includes(`${medusa.quantity} ×`)
  const rate = MathBN.mult(MathBN.sum(0, ...medusa.rates), 100)
  const amounts =
    cart.plan.taxForm === "sales_tax"
      ? [
          ...unless(line.tax_rate === undefined, "rate beside a tax line"),
          ...unless(distance(line.total_amount, medusa.total, medusa.tax_total) <= ONE, "net"),
        ]
      : [
          ...unless(distance(line.total_amount, medusa.total) <= ONE, "gross"),
          ...unless(!rate.isInteger() || line.tax_rate === rate.toNumber(), "rate"),
          ...unless(
            !rate.isInteger() || distance(line.total_tax_amount ?? 0, medusa.tax_total) <= ONE,
            "tax"
          ),
        ]
  return [
    ...unless(OrderLineSchema.safeParse(line).success, "form"),
    ...unless(!isWhole || isTold, `quantity ${medusa.quantity}`),
    ...amounts,
  ].map((problem) => `line ${index}: ${problem}`)
}

function unless(isRight: boolean, problem: string): string[] {
  return isRight ? [] : [problem]
}

it(`F1 F2 F4 F5 F6: the lines of ${RUNS} carts of Medusa's, in all markets, sum to the total and keep every rule of Klarna's`, () => {
  const seen = { markets: new Set<string>(), separate: 0, discounted: 0, credited: 0 }
  fc.assert(
    fc.property(cartPlans, (plan) => {
      const cart = medusaCart(plan)
      const order = buildOrderLines(cart.source)
      seen.markets.add(plan.market.country)
      if (plan.taxForm === "sales_tax") seen.separate++
      if (plan.items.some((line) => line.discounts.length > 0)) seen.discounted++
      if (plan.credits.length > 0) seen.credited++

      const problems = [...checkOrder(order), ...differences(cart, order)]
      if (problems.length > 0) throw new Error(problems.join("\n"))
    }),
    { numRuns: RUNS, seed: 20_240_611 }
  )
  expect([...seen.markets].sort()).toEqual(MARKETS.map((market) => market.country))
  expect(Math.min(seen.separate, seen.discounted, seen.credited)).toBeGreaterThan(300)
}, 240_000)
