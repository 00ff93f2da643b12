import { z } from "@medusajs/framework/zod"
import { AmountSchema, QuantitySchema } from "./numbers"

const optionalText = z.string().nullish()

const Rates = z
  .array(z.looseObject({ rate: z.number() }))
  .nullish()
  .transform((lines) => (lines ?? []).map((line) => line.rate))

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

/** A cart or an order as far as Klarna needs it. */
export const PayableSchema = z.looseObject({
  id: z.string(),
  currency_code: z.string(),
  email: optionalText,
  locale: optionalText,
  raw_total: AmountSchema,
  display_id: z.number().nullish(),
  items: list(Item),
  shipping_methods: list(ShippingMethod),
  credit_lines: list(CreditLine),
  shipping_address: Address,
  billing_address: Address,
  region: z.looseObject({ countries: list(z.looseObject({ iso_2: z.string() })) }).nullish(),
})

export type Payable = z.infer<typeof PayableSchema>
export type PayableItem = Payable["items"][number]
export type PayableAddress = Payable["shipping_address"]

const PRICED_FIELDS = ["total", "original_total", "tax_total", "original_tax_total"].flatMap(
  (field) => [field, `raw_${field}`]
)

/** Fields of a cart or an order that `PayableSchema` reads. */
export const PAYABLE_FIELDS: string[] = [
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
]
