import fc from "fast-check"
import { checkOrder } from "../../../klarna/order/check-order"
import type { LineSource, OrderSource } from "../../../klarna/order/order-source"
import { totalsToPay } from "../totals-to-pay"

const line = (id: string, total: number, more: Partial<LineSource> = {}): LineSource => ({
  id,
  type: "physical",
  reference: id,
  name: id,
  quantity: 1,
  total,
  original_total: total,
  tax_total: total / 5,
  original_tax_total: total / 5,
  tax_rates: [25],
  ...more,
})

const order = (more: Partial<OrderSource> = {}): OrderSource => ({
  currency: "SEK",
  total: 347.5,
  tax_form: "included",
  lines: [
    line("MUG", 250, { quantity: 2 }),
    line("BOOK", 98.5, { tax_rates: [6] }),
    line("SHIPPING", 49, { type: "shipping_fee" }),
  ],
  credits: [{ id: "gift", type: "gift_card", name: "Gift card", amount: 50 }],
  ...more,
})

it("has the order's own lines where all of it is to be paid", () => {
  const { order_amount, order_lines } = totalsToPay(order(), "347.50")
  expect(order_amount).toBe(34750)
  expect(order_lines.map(({ reference, quantity }) => [reference, quantity])).toEqual([
    ["MUG", 2],
    ["BOOK", 1],
    ["SHIPPING", 1],
    ["gift_card", 1],
  ])
})

it("has a part of each line where an edit leaves a difference to pay", () => {
  const { order_amount, order_lines } = totalsToPay(order(), { value: "100" })
  expect(order_amount).toBe(10000)
  expect(order_lines.map(({ total_amount }) => total_amount)).toEqual([7194, 2835, 1410, -1439])
})

it("tells the tax of a part where tax is a line of its own", () => {
  const taxed = order({ total: 397.5, tax_form: "sales_tax", credits: [] })
  const whole = totalsToPay(taxed, 397.5)
  const half = totalsToPay(taxed, 198.75)
  expect(half.order_tax_amount).toBe(Math.round(whole.order_tax_amount / 2))
  expect(checkOrder(half)).toEqual([])
})

it("F2: sums to the amount, in lines that Klarna takes, whatever part is to be paid", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 34750 }),
      fc.constantFrom<OrderSource["tax_form"]>("included", "sales_tax"),
      (minor, tax_form) => {
        const totals = totalsToPay(order({ tax_form }), (minor / 100).toFixed(2))
        const sum = totals.order_lines.reduce((total, { total_amount }) => total + total_amount, 0)
        expect(totals.order_amount).toBe(minor)
        expect(sum).toBe(minor)
        expect(checkOrder(totals)).toEqual([])
      }
    )
  )
})

it.each([0, "-10", { value: "0.004" }])("is not for Klarna where %j is to be paid", (toPay) => {
  expect(() => totalsToPay(order(), toPay)).toThrow("nothing to pay")
})

it("is not for Klarna where more is asked for than the order is worth", () => {
  expect(() => totalsToPay(order(), 347.51)).toThrow("more than the order is worth")
  expect(() => totalsToPay(order({ total: -1 }), 1)).toThrow("more than the order is worth")
})

it("names an amount that is none", () => {
  expect(() => totalsToPay(order(), "a lot")).toThrow("total is no amount")
})
