import type { OrderLine } from "../../wire/order-line"
import { buildOrderLines } from "../build-order-lines"
import { InvalidSliceError, remainingLines, sliceByAmount, sliceByItems } from "../slice-order"
import { line, order } from "./lines"

const swedish = buildOrderLines(
  order(
    [
      line({ reference: "MUG", quantity: 3, total: 80, original_total: 90 }),
      line({ reference: "BOOK", total: 60, tax_rates: [6] }),
      line({ type: "shipping_fee", reference: "ship", name: "Shipping", total: 49 }),
    ],
    { total: 164, credits: [{ id: "c", type: "gift_card", name: "Gift card", amount: 25 }] }
  )
)

const american = buildOrderLines(
  order(
    [
      line({ reference: "TEE", quantity: 2, total: 43.5, tax_total: 3.5, original_tax_total: 3.5 }),
      line({ reference: "CAP", total: 21.75, tax_total: 1.75, original_tax_total: 1.75 }),
      line({
        type: "shipping_fee",
        reference: "ups",
        total: 5,
        tax_total: 0,
        original_tax_total: 0,
      }),
    ],
    { currency: "USD", tax_form: "sales_tax", total: 70.25 }
  )
)

const find = (lines: OrderLine[], reference: string) =>
  lines.find((entry) => entry.reference === reference)

describe("captures", () => {
  it("F18: a parcel takes its items with a share of shipping and of the gift card, the last parcel takes the rest", () => {
    const first = sliceByItems(swedish.order_lines, [], [{ reference: "MUG", quantity: 2 }])
    expect(find(first.order_lines, "MUG")).toMatchObject({
      quantity: 2,
      unit_price: 3_000,
      total_discount_amount: 667,
      total_amount: 5_333,
    })
    expect(find(first.order_lines, "ship")?.total_amount).toBe(1_867)
    expect(find(first.order_lines, "gift_card")?.total_amount).toBeLessThan(0)

    const second = sliceByItems(swedish.order_lines, first.order_lines, [
      { reference: "MUG", quantity: 1 },
      { reference: "BOOK", quantity: 1 },
    ])
    expect(first.amount + second.amount).toBe(swedish.order_amount)
    expect(
      remainingLines(swedish.order_lines, [...first.order_lines, ...second.order_lines])
    ).toEqual({
      amount: 0,
      order_lines: [],
    })
  })

  it("F18: a parcel in the US takes its share of the sales tax", () => {
    const first = sliceByItems(american.order_lines, [], [{ reference: "TEE", quantity: 2 }])
    expect(find(first.order_lines, "sales_tax")).toMatchObject({
      total_amount: 350,
      unit_price: 350,
      quantity: 1,
    })
    const rest = remainingLines(american.order_lines, first.order_lines)
    expect(first.amount + rest.amount).toBe(american.order_amount)
  })

  it("F3: all at once is the order as Klarna accepted it, field for field", () => {
    expect(remainingLines(swedish.order_lines, []).order_lines).toEqual(swedish.order_lines)
    expect(sliceByAmount(swedish.order_lines, [], swedish.order_amount).order_lines).toEqual(
      swedish.order_lines
    )
  })

  it("F3: refuses more than is left, with both numbers", () => {
    expect(() => sliceByAmount(swedish.order_lines, [], 16_401)).toThrow(
      "16401 is more than the remaining 16400"
    )
    const first = sliceByAmount(swedish.order_lines, [], 10_000)
    expect(() => sliceByAmount(swedish.order_lines, first.order_lines, 6_401)).toThrow(
      InvalidSliceError
    )
  })

  it("cuts an amount from every line in proportion", () => {
    const half = sliceByAmount(swedish.order_lines, [], 8_200)
    expect(half.amount).toBe(8_200)
    expect(find(half.order_lines, "BOOK")).toMatchObject({
      quantity: 1,
      unit_price: 3_000,
      tax_rate: 600,
      total_tax_amount: 170,
    })
    expect(find(half.order_lines, "gift_card")).toMatchObject({ quantity: 1, unit_price: -1_250 })
  })
})

it("F1 F18: the last slice of a line takes the tax that is left, as far as Klarna's rule lets it", () => {
  const { order_lines } = buildOrderLines(order([line({ total: 1 })], { total: 1 }))
  const first = sliceByAmount(order_lines, [], 33)
  const second = sliceByAmount(order_lines, first.order_lines, 33)
  const third = remainingLines(order_lines, [...first.order_lines, ...second.order_lines])
  const taxes = [first, second, third].map((slice) => slice.order_lines[0]?.total_tax_amount)
  expect(taxes).toEqual([7, 7, 6])
  expect(order_lines[0]?.total_tax_amount).toBe(20)
})

describe("refunds", () => {
  it("F17: of an item takes no shipping when told so", () => {
    const refund = sliceByItems(swedish.order_lines, [], [{ reference: "BOOK", quantity: 1 }], {
      shipping: false,
      credits: false,
    })
    expect(refund).toMatchObject({
      amount: 6_000,
      order_lines: [{ reference: "BOOK", total_tax_amount: 340 }],
    })
  })

  it("F17: of an item in the US takes the tax that the shop knows", () => {
    const refund = sliceByItems(american.order_lines, [], [{ reference: "CAP", quantity: 1 }], {
      shipping: false,
      salesTax: 175,
    })
    expect(
      refund.order_lines.map(({ reference, total_amount }) => [reference, total_amount])
    ).toEqual([
      ["CAP", 2_000],
      ["sales_tax", 175],
    ])
  })

  it("F17: can name shipping alone", () => {
    const refund = sliceByItems(swedish.order_lines, [], [{ reference: "ship", quantity: 1 }], {
      credits: false,
    })
    expect(refund).toMatchObject({ amount: 4_900, order_lines: [{ type: "shipping_fee" }] })
  })

  it("F17: cuts from what an earlier refund left", () => {
    const earlier = sliceByAmount(swedish.order_lines, [], 4_000)
    const items = sliceByItems(swedish.order_lines, earlier.order_lines, [
      { reference: "MUG", quantity: 3 },
    ])
    const rest = remainingLines(swedish.order_lines, [...earlier.order_lines, ...items.order_lines])
    expect(earlier.amount + items.amount + rest.amount).toBe(swedish.order_amount)
    expect(find(rest.order_lines, "MUG")).toBeUndefined()
  })

  it.each([
    ["items", []],
    ["items[0].reference", [{ reference: "HAT", quantity: 1 }]],
    ["items[0].quantity", [{ reference: "MUG", quantity: 4 }]],
    ["items[0].quantity", [{ reference: "MUG", quantity: 0.5 }]],
    [
      "items[1].quantity",
      [
        { reference: "MUG", quantity: 2 },
        { reference: "MUG", quantity: 2 },
      ],
    ],
  ])("names %s when it is impossible", (field, items) => {
    expect(() => sliceByItems(swedish.order_lines, [], items)).toThrow(field)
  })
})
