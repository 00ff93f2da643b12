import type { OrderLine } from "../../wire/order-line"
import { checkOrder } from "../check-order"

const good: OrderLine = {
  type: "physical",
  name: "Mug",
  quantity: 2,
  unit_price: 5_000,
  total_amount: 10_000,
  total_discount_amount: 0,
  tax_rate: 2_500,
  total_tax_amount: 2_000,
}
const totals = (...order_lines: OrderLine[]) => ({
  order_amount: order_lines.reduce((sum, line) => sum + line.total_amount, 0),
  order_tax_amount: order_lines.reduce((sum, line) => sum + (line.total_tax_amount ?? 0), 0),
  order_lines,
})

it("finds nothing wrong with a right order", () => {
  expect(checkOrder(totals(good))).toEqual([])
})

it("F1: allows a tax that is one off, as Klarna does, and names one that is two off", () => {
  expect(checkOrder(totals({ ...good, total_tax_amount: 2_001 }))).toEqual([])
  expect(checkOrder(totals({ ...good, total_tax_amount: 1_998 }))).toEqual([
    "order_lines[0].total_tax_amount 1998 differs by more than 1 from the tax of 25 % in 10000",
  ])
})

it("F2: names the sums that do not agree", () => {
  expect(checkOrder({ ...totals(good), order_amount: 9_999 })).toEqual([
    "order_amount 9999 is not the sum of the lines' total_amount 10000",
  ])
  expect(checkOrder({ ...totals(good), order_tax_amount: 1_998 })[0]).toMatch(
    /^order_tax_amount 1998/
  )
})

const salesTax: OrderLine = {
  type: "sales_tax",
  name: "Tax",
  quantity: 1,
  unit_price: 80,
  total_amount: 80,
}
const net: OrderLine = {
  type: "physical",
  name: "Mug",
  quantity: 1,
  unit_price: 1_000,
  total_amount: 1_000,
}

it("wants the tax line to be the order's tax, and no rate beside it", () => {
  expect(
    checkOrder({ order_amount: 1_080, order_tax_amount: 80, order_lines: [net, salesTax] })
  ).toEqual([])
  expect(
    checkOrder({ order_amount: 1_080, order_tax_amount: 0, order_lines: [net, salesTax] })[0]
  ).toMatch(/sales_tax/)
  const rated = { ...net, tax_rate: 800, total_tax_amount: 74 }
  expect(
    checkOrder({ order_amount: 1_080, order_tax_amount: 80, order_lines: [rated, salesTax] })[0]
  ).toMatch(/order_lines\[0\].tax_rate/)
})

it.each<[string, Partial<OrderLine>]>([
  ["order_lines[0].name is empty", { name: " " }],
  ["order_lines[0].name has control", { name: "a\u0000" }],
  ["order_lines[0].name is longer", { name: "x".repeat(256) }],
  ["order_lines[0].reference is longer", { reference: "x".repeat(256) }],
  ["order_lines[0].image_url is longer", { image_url: "x".repeat(1025) }],
  ["order_lines[0].quantity_unit", { quantity_unit: "" }],
  ["order_lines[0].quantity is no whole", { quantity: 1.5 }],
  ["order_lines[0].unit_price 300000000", { unit_price: 300_000_000 }],
  ["order_lines[0].total_amount 10000 is not quantity", { quantity: 3 }],
  ["order_lines[0].total_discount_amount -1", { total_discount_amount: -1 }],
  ["order_lines[0].tax_rate 10001", { tax_rate: 10_001 }],
  [
    "order_lines[0].tax_rate of a gift_card",
    {
      type: "gift_card",
      quantity: 1,
      unit_price: -10_000,
      total_amount: -10_000,
      total_tax_amount: -2_000,
    },
  ],
  ["order_lines[0].total_amount of a store_credit line is positive", { type: "store_credit" }],
  [
    "order_lines[0].total_amount of a surcharge line is negative",
    { type: "surcharge", quantity: 1, unit_price: -100, total_amount: -100, total_tax_amount: -20 },
  ],
])("F6 F22: says %s", (problem, changes) => {
  expect(
    checkOrder(totals({ ...good, ...changes })).some((found) => found.startsWith(problem))
  ).toBe(true)
})

it("wants one to 1000 lines", () => {
  expect(checkOrder(totals())).toEqual(["order_lines has no line"])
  expect(checkOrder(totals(...Array.from({ length: 1001 }, () => good)))[0]).toMatch(/1001 lines/)
})
