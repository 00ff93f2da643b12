import fc from "fast-check"
import type { OrderLine } from "../../wire/order-line"
import { buildOrderLines } from "../build-order-lines"
import { checkOrder } from "../check-order"
import { remainingLines, sliceByAmount, sliceByItems, type OrderSlice } from "../slice-order"
import { cartPlans, medusaCart } from "./medusa-carts"

type Draw = { kind: "amount" | "items"; share: number; picks: number[] }

const draws = fc.array(
  fc.record({
    kind: fc.constantFrom("amount" as const, "items" as const),
    share: fc.integer({ min: 1, max: 1000 }),
    picks: fc.array(fc.nat(100), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 6 }
)

const sum = (lines: readonly OrderLine[]) =>
  lines.reduce((total, line) => total + line.total_amount, 0)

/** Klarna's rules for the lines of a slice; its tax total is not sent. */
function problemsOf({ amount, order_lines }: OrderSlice<OrderLine>): string[] {
  if (order_lines.length === 0) return amount === 0 ? [] : ["no lines"]
  const tax = order_lines.some((line) => line.type === "sales_tax")
    ? sum(order_lines.filter((line) => line.type === "sales_tax"))
    : order_lines.reduce((total, line) => total + (line.total_tax_amount ?? 0), 0)
  return checkOrder({ order_amount: amount, order_tax_amount: Math.max(tax, 0), order_lines })
}

function cut(
  lines: OrderLine[],
  taken: OrderLine[],
  draw: Draw
): OrderSlice<OrderLine> | undefined {
  const left = remainingLines(lines, taken)
  if (draw.kind === "amount") {
    const amount = Math.max(1, Math.floor((left.amount * draw.share) / 1000))
    return left.amount < 1 ? undefined : sliceByAmount(lines, taken, amount)
  }
  const goods = left.order_lines.filter((line) => line.type === "physical")
  const wanted = new Map<string, number>()
  for (const pick of draw.picks) {
    const line = goods[pick % Math.max(goods.length, 1)]
    if (line?.reference) wanted.set(line.reference, 1 + (pick % line.quantity))
  }
  const items = [...wanted].map(([reference, quantity]) => ({ reference, quantity }))
  return items.length ? sliceByItems(lines, taken, items) : undefined
}

it("F3 F17 F18: however an order is cut, its slices keep Klarna's rules and end at exactly the order", () => {
  let cuts = 0
  fc.assert(
    fc.property(cartPlans, draws, (plan, plannedDraws) => {
      const { order_lines, order_amount } = buildOrderLines(medusaCart(plan).source)
      const taken: OrderLine[] = []
      let amount = 0
      for (const draw of plannedDraws) {
        const slice = cut(order_lines, taken, draw)
        if (!slice) continue
        cuts++
        expect(sum(slice.order_lines)).toBe(slice.amount)
        expect(problemsOf(slice)).toEqual([])
        taken.push(...slice.order_lines)
        amount += slice.amount
      }
      const rest = remainingLines(order_lines, taken)
      expect(problemsOf(rest)).toEqual([])
      expect(amount + rest.amount).toBe(order_amount)

      for (const line of order_lines) {
        const pieces = [...taken, ...rest.order_lines].filter(
          (piece) => piece.reference === line.reference
        )
        expect(sum(pieces)).toBe(line.total_amount)
      }
      expect(remainingLines(order_lines, [...taken, ...rest.order_lines]).amount).toBe(0)
    }),
    { numRuns: 2_000, seed: 7 }
  )
  expect(cuts).toBeGreaterThan(2_000)
}, 120_000)

it("F18: parcel by parcel, the last one takes what is left of shipping, credits and tax", () => {
  fc.assert(
    fc.property(cartPlans, (plan) => {
      const { order_lines, order_amount } = buildOrderLines(medusaCart(plan).source)
      const taken: OrderLine[] = []
      let amount = 0
      for (const line of order_lines.filter((entry) => entry.type === "physical")) {
        for (let unit = 0; unit < line.quantity; unit++) {
          const parcel = sliceByItems(order_lines, taken, [
            { reference: line.reference ?? "", quantity: 1 },
          ])
          expect(problemsOf(parcel)).toEqual([])
          taken.push(...parcel.order_lines)
          amount += parcel.amount
        }
      }
      expect(amount).toBe(order_amount)
      expect(remainingLines(order_lines, taken).amount).toBe(0)
    }),
    { numRuns: 150, seed: 11 }
  )
}, 120_000)
