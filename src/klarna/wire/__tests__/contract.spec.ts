import fc from "fast-check"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { resolve } from "node:path"
import { cartPlans, medusaCart } from "../../order/__tests__/medusa-carts"
import { normaliseAddress } from "../../order/address"
import { buildOrderLines } from "../../order/build-order-lines"
import { sliceByAmount } from "../../order/slice-order"
import {
  CaptureBodySchema,
  CreateOrderBodySchema,
  CustomerDetailsBodySchema,
  CustomerTokenBodySchema,
  ExtendDueDateBodySchema,
  MerchantReferencesBodySchema,
  MerchantSessionSchema,
  OmOrderSchema,
  parseErrorBody,
  PlacedOrderSchema,
  RefundBodySchema,
  SessionBodySchema,
  SessionUpdateBodySchema,
  ShippingInfoBodySchema,
  toOrderLine,
  UpdateAuthorizationBodySchema,
  OrderLineSchema,
  type CreateOrderBody,
  type SessionBody,
} from ".."
import { contractSchema, contractsExist, contractsFolder, sayAbsent } from "./klarna-contracts"

const address = normaliseAddress({
  first_name: "Alice",
  last_name: "Test",
  email: "customer@email.se",
  phone: "070-174 06 15",
  address_1: "Södra Blasieholmshamnen 2",
  city: "Stockholm",
  postal_code: "11148",
  country_code: "SE",
})

const lines = [
  {
    type: "physical" as const,
    reference: "MUG",
    name: "Mug",
    quantity: 2,
    unit_price: 5_000,
    total_discount_amount: 0,
    total_amount: 10_000,
    tax_rate: 2_500,
    total_tax_amount: 2_000,
    image_url: "https://shop.example/mug.png",
    product_url: "https://shop.example/mug",
    product_identifiers: { brand: "Clay", global_trade_item_number: "4006381333931" },
  },
]

const purchase: CreateOrderBody = {
  purchase_country: "SE",
  purchase_currency: "SEK",
  locale: "sv-SE",
  order_amount: 10_000,
  order_tax_amount: 2_000,
  order_lines: lines,
  merchant_reference1: "1001",
  merchant_reference2: "order_01",
  merchant_data: "{}",
  merchant_urls: {
    confirmation: "https://shop.example/thanks",
    authorization: "https://api.example/hooks",
  },
  ...(address ? { billing_address: address, shipping_address: address } : {}),
  customer: { type: "person", date_of_birth: "1970-01-01" },
}

const examples = {
  session: { ...purchase, intent: "buy", acquiring_channel: "ECOMMERCE" } satisfies SessionBody,
  update: { order_amount: 10_000, order_lines: lines },
  order: { ...purchase, auto_capture: false },
  token: {
    description: "Coffee",
    intended_use: "SUBSCRIPTION" as const,
    locale: "sv-SE",
    purchase_country: "SE",
    purchase_currency: "SEK",
  },
  capture: {
    captured_amount: 10_000,
    description: "Parcel 1",
    reference: "1001-1",
    order_lines: lines,
    shipping_info: [
      {
        shipping_company: "postnord",
        shipping_method: "Home" as const,
        tracking_number: "1",
        tracking_uri: "https://t.example/1",
      },
    ],
  },
  refund: {
    refunded_amount: 5_000,
    description: "Return",
    reference: "1001-r1",
    order_lines: [{ ...lines[0], type: "return_fee" as const }],
  },
}

const sent = [
  ["payments.json", "session_create", SessionBodySchema, examples.session],
  ["payments.json", "session", SessionUpdateBodySchema, examples.update],
  ["payments.json", "create_order_request", CreateOrderBodySchema, examples.order],
  ["payments.json", "customer_token_creation_request", CustomerTokenBodySchema, examples.token],
  ["ordermanagement.json", "CaptureObject", CaptureBodySchema, examples.capture],
  ["ordermanagement.json", "RefundObject", RefundBodySchema, examples.refund],
  [
    "ordermanagement.json",
    "UpdateAuthorization",
    UpdateAuthorizationBodySchema,
    { order_amount: 10_000, order_lines: lines, description: "Edit" },
  ],
  [
    "ordermanagement.json",
    "UpdateMerchantReferences",
    MerchantReferencesBodySchema,
    { merchant_reference1: "1001", merchant_reference2: "" },
  ],
  [
    "ordermanagement.json",
    "UpdateConsumer",
    CustomerDetailsBodySchema,
    { shipping_address: address },
  ],
  [
    "ordermanagement.json",
    "UpdateShippingInfo",
    ShippingInfoBodySchema,
    { shipping_info: examples.capture.shipping_info },
  ],
  ["ordermanagement.json", "ExtendDueDateRequest", ExtendDueDateBodySchema, { number_of_days: 14 }],
] as const

describe("what is sent", () => {
  it.each(sent)(
    "%s %s: our schema takes the example, and no field that nobody knows",
    (_, __, schema, body) => {
      expect(schema.parse(body)).toEqual(body)
      expect(schema.safeParse({ ...body, surprise: 1 }).success).toBe(false)
    }
  )

  if (!contractsExist) {
    it("says that Klarna's contracts are absent", () => {
      sayAbsent()
      expect(existsSync(resolve(contractsFolder, "payments.json"))).toBe(false)
    })
    return
  }

  it.each(sent)(
    "%s %s: Klarna's contract takes the example, and no field that it does not know",
    (file, name, _, body) => {
      const validate = contractSchema(file, name)
      expect(validate(body)).toBe(true)
      expect(() => validate({ ...body, surprise: 1 })).toThrow("additional properties")
      expect(() => validate({ ...body, client_token: "x" })).toThrow("additional properties")
    }
  )

  it("F2 F22: Klarna's contract takes the lines of any cart of Medusa's, and of its captures", () => {
    const session = contractSchema("payments.json", "session_create")
    const capture = contractSchema("ordermanagement.json", "CaptureObject")
    fc.assert(
      fc.property(cartPlans, (plan) => {
        const totals = buildOrderLines(medusaCart(plan).source)
        const { country, currency, locales } = plan.market
        expect(
          session({
            purchase_country: country,
            purchase_currency: currency,
            locale: locales[0],
            ...totals,
          })
        ).toBe(true)
        if (totals.order_amount < 2) return
        const slice = sliceByAmount(totals.order_lines, [], Math.floor(totals.order_amount / 2))
        expect(capture({ captured_amount: slice.amount, order_lines: slice.order_lines })).toBe(
          true
        )
      }),
      { numRuns: 400, seed: 3 }
    )
  })
})

const recordings = resolve(contractsFolder, "../recordings")

describe("what Klarna answers", () => {
  it("is read with everything that it holds, known or not", () => {
    const answer = {
      session_id: "s",
      client_token: "t",
      payment_method_categories: [{ identifier: "klarna", is_new: true }],
      more: [1],
    }
    expect(MerchantSessionSchema.parse(answer)).toEqual(answer)
  })

  it("can be cut and sent again, also where it holds empty texts and kinds that nobody knows", () => {
    const line = toOrderLine({
      quantity: 1,
      unit_price: 5,
      total_amount: 5,
      type: "magic",
      quantity_unit: "",
      name: "",
      reference: "R",
      tax_rate: 0,
    })
    expect(OrderLineSchema.parse(line)).toEqual({
      type: "physical",
      reference: "R",
      name: "R",
      quantity: 1,
      unit_price: 5,
      total_amount: 5,
      tax_rate: 0,
    })
    expect(toOrderLine({ quantity: 1, unit_price: -5, total_amount: -5, type: "magic" }).type).toBe(
      "discount"
    )
  })

  if (!existsSync(recordings)) {
    it("says that Klarna's recorded answers are absent", () => {
      sayAbsent()
      expect(existsSync(recordings)).toBe(false)
    })
    return
  }

  it("is read as it was recorded: orders, sessions, errors", () => {
    const bodies = readdirSync(recordings)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => objectsIn(JSON.parse(readFileSync(resolve(recordings, file), "utf8"))))
    const orders = bodies.filter(
      (body) =>
        "order_id" in body &&
        "status" in body &&
        "order_amount" in body &&
        "purchase_currency" in body
    )
    const sessions = bodies.filter((body) => "session_id" in body && "client_token" in body)
    const placed = bodies.filter(
      (body) => "order_id" in body && "fraud_status" in body && "authorized_payment_method" in body
    )
    const errors = bodies.filter((body) => "error_code" in body && "error_messages" in body)
    expect([orders, sessions, placed, errors].map((found) => found.length > 0)).toEqual([
      true,
      true,
      true,
      true,
    ])
    for (const order of orders) OmOrderSchema.parse(order)
    for (const session of sessions) MerchantSessionSchema.parse(session)
    for (const order of placed) PlacedOrderSchema.parse(order)
    for (const error of errors) expect(parseErrorBody(error).errorCode).toBe(error.error_code)
  })
})

function objectsIn(node: unknown): Record<string, unknown>[] {
  if (node === null || typeof node !== "object") return []
  const inner = Object.values(node).flatMap(objectsIn)
  return Array.isArray(node) ? inner : [{ ...node }, ...inner]
}
