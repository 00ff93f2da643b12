import type { OrderLine } from "../../klarna/wire"
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
    const [part, ...more] = planItemRefund(
      [{ reference: "MUG", quantity: 1, taxOnTop: 0 }],
      [capture]
    )

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
    const parts = planItemRefund([{ reference: "MUG", quantity: 3, taxOnTop: 0 }], [first, second])

    expect(parts.map(({ capture_id, amount }) => ({ capture_id, amount }))).toEqual([
      { capture_id: first.klarna_id, amount: 10000 },
      { capture_id: second.klarna_id, amount: 20000 },
    ])
  })

  it("goes on where the last refund of the same capture ended", () => {
    const capture = operation("capture", [taxed("MUG", 2, 10000)])
    const once = operation("refund", [taxed("MUG", 1, 10000)])
    once.details.capture_id = capture.klarna_id ?? ""
    const one = [{ reference: "MUG", quantity: 1, taxOnTop: 0 }]

    expect(planItemRefund(one, [capture, once])).toHaveLength(1)
    const twice = operation("refund", [taxed("MUG", 1, 10000)])
    twice.details.capture_id = capture.klarna_id ?? ""
    expect(() => planItemRefund(one, [capture, once, twice])).toThrow(
      "MUG: 1 more than is captured"
    )
  })

  it("takes the items' tax from the tax line, and no more than is left of it", () => {
    const capture = operation("capture", [
      line("MUG", 2, 1000),
      line("TAX", 1, 177, { type: "sales_tax" }),
    ])
    const [part] = planItemRefund([{ reference: "MUG", quantity: 2, taxOnTop: 178 }], [capture])

    expect(part?.amount).toBe(2177)
    expect(part?.order_lines.map(({ type, total_amount }) => [type, total_amount])).toEqual([
      ["physical", 2000],
      ["sales_tax", 177],
    ])
  })

  it("counts nothing that is not captured", () => {
    const pending = operation("capture", [taxed("MUG", 1, 10000)], {
      state: "pending",
      klarna_id: null,
    })
    expect(() =>
      planItemRefund([{ reference: "MUG", quantity: 1, taxOnTop: 0 }], [pending])
    ).toThrow("MUG")
  })
})
