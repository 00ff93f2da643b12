import { authorizeData, hashOf, orderBody, refuseImpossible, sessionBody } from "../bodies"
import type { OrderContext } from "../ports"

const context: OrderContext = {
  subject: { type: "cart", id: "cart_1" },
  market: "SE",
  environment: "playground",
  currency: "SEK",
  locale: "sv-SE",
  totals: {
    order_amount: 10000,
    order_tax_amount: 2000,
    order_lines: [
      {
        type: "physical",
        reference: "MUG",
        name: "Mug",
        quantity: 1,
        unit_price: 10000,
        total_discount_amount: 0,
        total_amount: 10000,
        tax_rate: 2500,
        total_tax_amount: 2000,
      },
    ],
  },
  billingAddress: { given_name: "Alice", city: "Stockholm", country: "SE" },
  shippingAddress: { given_name: "Bob", city: "Lund", country: "SE" },
  reference: "42",
  internalReference: "cart_1",
  orderId: "order_1",
  orderCanceled: false,
  customerType: "person",
  customer: undefined,
  attachment: undefined,
  merchantUrls: undefined,
  autoCapture: false,
}

it("keeps personal data out of the session, and gives it with the shopper's click", () => {
  expect(JSON.stringify(sessionBody(context))).not.toMatch(/Alice|Bob|address/)
  expect(authorizeData(context)).toMatchObject({
    billing_address: { given_name: "Alice" },
    shipping_address: { given_name: "Bob" },
  })
})

it("F11: places what was approved, with nothing added that Klarna compares", () => {
  const approved = authorizeData(context)
  const { merchant_reference1, merchant_reference2, auto_capture, ...compared } = orderBody(
    approved,
    context
  )
  expect(compared).toEqual(approved)
  expect({ merchant_reference1, merchant_reference2, auto_capture }).toEqual({
    merchant_reference1: "42",
    merchant_reference2: "cart_1",
    auto_capture: false,
  })
})

it("hashes what is said, not the order of its keys", () => {
  expect(hashOf({ a: 1, b: [{ c: 2, d: undefined }] })).toBe(hashOf({ b: [{ c: 2 }], a: 1 }))
  expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]))
})

it("names the field of an order that Klarna would refuse", () => {
  expect(() => refuseImpossible(context)).not.toThrow()
  const off = { ...context, totals: { ...context.totals, order_amount: 10001 } }
  expect(() => refuseImpossible(off)).toThrow("order_amount")
})
