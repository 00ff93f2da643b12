import type { OrderLine } from "../../klarna/wire"
import { sliceByAmount, sliceByItems } from "../../klarna/order/slice-order"
import { planItemRefund } from "../item-refund"
import type { Operation } from "../ports"
import { newOperation } from "../run-operation"

const line = (
  reference: string,
  quantity: number,
  unit_price: number,
  more: Partial<OrderLine> = {}
): OrderLine => ({
  type: "physical",
  name: reference,
  reference,
  quantity,
  unit_price,
  total_discount_amount: 0,
  total_amount: quantity * unit_price,
  ...more,
})

const taxed = (reference: string, quantity: number, unit_price: number): OrderLine => {
  const total = quantity * unit_price
  return line(reference, quantity, unit_price, {
    tax_rate: 2500,
    total_tax_amount: total - Math.round((total * 10000) / 12500),
  })
}

const ONE_MUG = [{ reference: "MUG", quantity: 1, taxOnTop: 0 }]

let count = 0
function operation(
  kind: "capture" | "refund",
  order_lines: OrderLine[],
  more: Partial<Operation> = {}
): Operation {
  count += 1
  return {
    id: `klop_${count}`,
    ...newOperation({ kind, klarna_order_id: "o1", payment_id: "pay_1", details: { order_lines } }),
    state: "done",
    klarna_id: `${kind}_${count}`,
    amount: order_lines.reduce((sum, { total_amount }) => sum + total_amount, 0),
    ...more,
  }
}

describe("F17: a refund of items", () => {
  it("is cut from the line that was captured, and leaves shipping alone", () => {
    const capture = operation("capture", [
      taxed("MUG", 2, 10000),
      line("POST", 1, 4900, { type: "shipping_fee", tax_rate: 2500, total_tax_amount: 980 }),
    ])
    const [part, ...more] = planItemRefund(ONE_MUG, [taxed("MUG", 2, 10000)], [capture])

    expect(more).toEqual([])
    expect(part).toMatchObject({
      capture_id: capture.klarna_id,
      amount: 10000,
      order_lines: [{ reference: "MUG", quantity: 1, total_amount: 10000, total_tax_amount: 2000 }],
    })
  })

  it("is one refund for each capture that holds some of the items", () => {
    const first = operation("capture", [taxed("MUG", 1, 10000)])
    const second = operation("capture", [taxed("MUG", 2, 10000)])
    const parts = planItemRefund(
      [{ reference: "MUG", quantity: 3, taxOnTop: 0 }],
      [taxed("MUG", 3, 10000)],
      [first, second]
    )

    expect(parts.map(({ capture_id, amount }) => ({ capture_id, amount }))).toEqual([
      { capture_id: first.klarna_id, amount: 10000 },
      { capture_id: second.klarna_id, amount: 20000 },
    ])
  })

  it("goes on where the last refund of the same capture ended", () => {
    const bought = [taxed("MUG", 2, 10000)]
    const capture = operation("capture", bought)
    const once = refundOfOne(capture)

    expect(planItemRefund(ONE_MUG, bought, [capture, once])).toHaveLength(1)
    expect(() => planItemRefund(ONE_MUG, bought, [capture, once, refundOfOne(capture)])).toThrow(
      "MUG: 1 can't be refunded, 0 of it are left"
    )
  })

  it("takes the items' tax from the tax line, and no more than is left of it", () => {
    const bought = [line("MUG", 2, 1000), line("TAX", 1, 177, { type: "sales_tax" })]
    const [part] = planItemRefund([{ reference: "MUG", quantity: 2, taxOnTop: 178 }], bought, [
      operation("capture", bought),
    ])
    expect(part?.amount).toBe(2177)
    expect(part?.order_lines?.map(({ type, total_amount }) => [type, total_amount])).toEqual([
      ["physical", 2000],
      ["sales_tax", 177],
    ])
  })

  it("costs what the items cost, without lines, where captures were made by amount", () => {
    const bought = [taxed("MUG", 1, 10000), taxed("POT", 1, 40000)]
    const first = operation("capture", sliceByAmount(bought, [], 12000).order_lines)
    const rest = sliceByAmount(bought, first.details.order_lines ?? [], 38000)
    const captures = [first, operation("capture", rest.order_lines)]
    const parts = planItemRefund(ONE_MUG, bought, captures)
    expect(parts).toEqual([{ amount: 10000, items: [{ reference: "MUG", quantity: 1 }] }])
  })

  it("goes without lines where a credit left less in the capture than the item cost", () => {
    const bought = [
      taxed("MUG", 1, 10000),
      taxed("POT", 1, 10000),
      line("credit", 1, -4000, { type: "store_credit" }),
    ]
    const first = operation(
      "capture",
      sliceByItems(bought, [], [{ reference: "MUG", quantity: 1 }]).order_lines
    )
    const second = operation(
      "capture",
      sliceByItems(bought, first.details.order_lines ?? [], [{ reference: "POT", quantity: 1 }])
        .order_lines
    )
    expect(first.amount).toBe(8000)
    expect(planItemRefund(ONE_MUG, bought, [first, second])).toEqual([
      { amount: 10000, items: [{ reference: "MUG", quantity: 1 }] },
    ])
    expect(() => planItemRefund(ONE_MUG, bought, [first])).toThrow("only 8000")
  })

  it("counts nothing that is not captured", () => {
    const bought = [taxed("MUG", 1, 10000)]
    const pending = operation("capture", bought, { state: "pending", klarna_id: null })
    expect(() => planItemRefund(ONE_MUG, bought, [pending])).toThrow("only 0")
  })
})

function refundOfOne(capture: Operation): Operation {
  const refund = operation("refund", [taxed("MUG", 1, 10000)])
  refund.details.capture_id = capture.klarna_id ?? ""
  refund.details.items = [{ reference: "MUG", quantity: 1 }]
  return refund
}
