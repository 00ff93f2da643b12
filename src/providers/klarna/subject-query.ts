import { z } from "@medusajs/framework/zod"
import { AmountSchema, QuantitySchema } from "./numbers"

const optionalText = z.string().nullish()

/** A cart has its rates as numbers, an order beside its exact value as Medusa's own BigNumber. */
const TaxLine = z.union([
  z.looseObject({ raw_rate: AmountSchema }).transform(({ raw_rate }) => raw_rate),
  z.looseObject({ rate: AmountSchema }).transform(({ rate }) => rate),
])

const Rates = z
  .array(TaxLine)
  .nullish()
  .transform((rates) => rates ?? [])

const Priced = {
  id: z.string(),
  raw_total: AmountSchema,
  raw_original_total: AmountSchema,
  raw_tax_total: AmountSchema,
  raw_original_tax_total: AmountSchema,
  is_tax_inclusive: z.boolean().nullish(),
  tax_lines: Rates,
}

const Item = z.looseObject({
  ...Priced,
  title: optionalText,
  product_title: optionalText,
  variant_title: optionalText,
  variant_sku: optionalText,
  product_handle: optionalText,
  thumbnail: optionalText,
  quantity: QuantitySchema,
  requires_shipping: z.boolean().nullish(),
  variant: z.looseObject({ barcode: optionalText, ean: optionalText, upc: optionalText }).nullish(),
})

const ShippingMethod = z.looseObject({
  ...Priced,
  name: optionalText,
  shipping_option_id: optionalText,
})

const CreditLine = z.looseObject({
  id: z.string(),
  raw_amount: AmountSchema,
  reference: optionalText,
})

const Address = z
  .looseObject({
    first_name: optionalText,
    last_name: optionalText,
    company: optionalText,
    phone: optionalText,
    address_1: optionalText,
    address_2: optionalText,
    city: optionalText,
    province: optionalText,
    postal_code: optionalText,
    country_code: optionalText,
  })
  .nullish()

const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema.nullable())
    .nullish()
    .transform((entries) => (entries ?? []).filter((entry) => entry !== null))

const Customer = z
  .looseObject({
    id: z.string(),
    has_account: z.boolean().nullish(),
    created_at: z.coerce.date(),
    updated_at: z.coerce.date(),
  })
  .nullish()

/** What is known of an order beside what it is about. */
const OrderHead = z.looseObject({
  id: z.string(),
  display_id: z.number().nullish(),
  status: optionalText,
})

export type OrderHead = z.infer<typeof OrderHead>

/** A cart or an order as far as Klarna needs it. */
const PayableSchema = z.looseObject({
  id: z.string(),
  currency_code: z.string(),
  email: optionalText,
  locale: optionalText,
  raw_total: AmountSchema,
  metadata: z.record(z.string(), z.unknown()).nullish(),
  items: list(Item),
  shipping_methods: list(ShippingMethod),
  credit_lines: list(CreditLine),
  shipping_address: Address,
  billing_address: Address,
  region: z.looseObject({ countries: list(z.looseObject({ iso_2: z.string() })) }).nullish(),
  customer: Customer,
})

/** A cart; while it is being completed its order is visible already, number included. */
export const CartSchema = PayableSchema.extend({
  order: z
    .union([OrderHead, z.array(OrderHead).transform((orders) => orders[0])])
    .nullish()
    .transform((order) => order ?? undefined),
})

/** A payment collection with the order that it pays, or pays a part of. */
export const CollectionSchema = z.looseObject({
  id: z.string(),
  currency_code: z.string(),
  raw_amount: AmountSchema,
  order: PayableSchema.extend(OrderHead.shape).nullish(),
})

export type Payable = z.infer<typeof PayableSchema>
export type PayableItem = Payable["items"][number]
export type PayableAddress = Payable["shipping_address"]

const PRICED_FIELDS = ["total", "original_total", "tax_total", "original_tax_total"].flatMap(
  (field) => [field, `raw_${field}`]
)

const PAYABLE_FIELDS: string[] = [
  "id",
  "currency_code",
  "email",
  "locale",
  "total",
  "raw_total",
  "items.*",
  "items.tax_lines.*",
  "items.adjustments.*",
  "items.variant.barcode",
  "items.variant.ean",
  "items.variant.upc",
  ...PRICED_FIELDS.map((field) => `items.${field}`),
  "shipping_methods.*",
  "shipping_methods.tax_lines.*",
  "shipping_methods.adjustments.*",
  ...PRICED_FIELDS.map((field) => `shipping_methods.${field}`),
  "credit_lines.*",
  "shipping_address.*",
  "billing_address.*",
  "region.countries.iso_2",
  "metadata",
  "customer.id",
  "customer.has_account",
  "customer.created_at",
  "customer.updated_at",
]

const HEAD_FIELDS = ["id", "display_id", "status"]

/** Fields of a cart that `CartSchema` reads. */
export const CART_FIELDS: string[] = [
  ...PAYABLE_FIELDS,
  ...HEAD_FIELDS.map((field) => `order.${field}`),
]

/** Fields of a payment collection that `CollectionSchema` reads. Totals come through the link just as in a query of orders. */
export const COLLECTION_FIELDS: string[] = [
  "id",
  "currency_code",
  "amount",
  "raw_amount",
  ...[...PAYABLE_FIELDS, ...HEAD_FIELDS].map((field) => `order.${field}`),
]
