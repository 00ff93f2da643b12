import { z } from "zod"

/** Largest amount of a line or an order, minor units. */
export const MAX_AMOUNT = 200_000_000

/** Most lines in a session, order, capture or refund. */
export const MAX_LINES = 1000

const integer = z.int()
const amount = integer.max(MAX_AMOUNT)

/** Kinds of line in a session or an order. */
export const LINE_TYPES = [
  "physical",
  "discount",
  "shipping_fee",
  "sales_tax",
  "digital",
  "gift_card",
  "store_credit",
  "surcharge",
] as const

export type OrderLineType = (typeof LINE_TYPES)[number]

/** What helps Klarna show and group a product. */
export const ProductIdentifiersSchema = z.strictObject({
  brand: z.string().max(70).optional(),
  category_path: z.string().max(750).optional(),
  global_trade_item_number: z.string().max(50).optional(),
  manufacturer_part_number: z.string().max(70).optional(),
  color: z.string().max(64).optional(),
  size: z.string().max(64).optional(),
})

export type ProductIdentifiers = z.infer<typeof ProductIdentifiersSchema>

/** A line as we send it. Amounts in minor units. */
export const OrderLineSchema = z.strictObject({
  type: z.enum(LINE_TYPES),
  reference: z.string().min(1).max(255).optional(),
  name: z.string().min(1).max(255),
  quantity: integer.min(0),
  quantity_unit: z.string().min(1).max(8).optional(),
  unit_price: amount,
  total_amount: amount,
  total_discount_amount: integer.min(0).max(MAX_AMOUNT).optional(),
  /** Hundredths of a percent: 2500 is 25 %. */
  tax_rate: integer.min(0).max(10_000).optional(),
  total_tax_amount: amount.optional(),
  image_url: z.string().max(1024).optional(),
  product_url: z.string().max(1024).optional(),
  merchant_data: z.string().max(1024).optional(),
  product_identifiers: ProductIdentifiersSchema.optional(),
})

export type OrderLine = z.infer<typeof OrderLineSchema>

/** Captures and refunds know one kind more: the fee that a customer bears for a return. */
export const OmOrderLineSchema = OrderLineSchema.extend({
  type: z.enum([...LINE_TYPES, "return_fee"]),
})

export type OmOrderLine = z.infer<typeof OmOrderLineSchema>

/** A line as Klarna gives it. */
export const ReadOrderLineSchema = z.looseObject({
  type: z.string().nullish(),
  reference: z.string().nullish(),
  name: z.string().nullish(),
  quantity: z.number(),
  quantity_unit: z.string().nullish(),
  unit_price: z.number(),
  total_amount: z.number(),
  total_discount_amount: z.number().nullish(),
  tax_rate: z.number().nullish(),
  total_tax_amount: z.number().nullish(),
  image_url: z.string().nullish(),
  product_url: z.string().nullish(),
  merchant_data: z.string().nullish(),
})

export type ReadOrderLine = z.infer<typeof ReadOrderLineSchema>

/**
 * A line that Klarna gave, in the form in which it can be sent again: unknown fields and empty texts left out. A kind of line that
 * we don't know becomes `physical`, or `discount` where it is negative.
 */
export function toOrderLine(line: ReadOrderLine): OrderLine {
  const type =
    LINE_TYPES.find((known) => known === line.type) ??
    (line.total_amount < 0 ? "discount" : "physical")
  return {
    type,
    ...text("reference", line.reference),
    name: line.name || line.reference || "Item",
    quantity: line.quantity,
    ...text("quantity_unit", line.quantity_unit),
    unit_price: line.unit_price,
    total_amount: line.total_amount,
    ...number("total_discount_amount", line.total_discount_amount),
    ...number("tax_rate", line.tax_rate),
    ...number("total_tax_amount", line.total_tax_amount),
    ...text("image_url", line.image_url),
    ...text("product_url", line.product_url),
    ...text("merchant_data", line.merchant_data),
  }
}

function text<K extends string>(
  key: K,
  value: string | null | undefined
): { [P in K]?: string } | object {
  return value ? { [key]: value } : {}
}

function number<K extends string>(
  key: K,
  value: number | null | undefined
): { [P in K]?: number } | object {
  return typeof value === "number" ? { [key]: value } : {}
}
