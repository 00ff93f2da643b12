import { z } from "zod"
import { AddressSchema, CountrySchema } from "./address"
import { MAX_AMOUNT, MAX_LINES, OrderLineSchema } from "./order-line"

/** ISO 4217. */
export const CurrencySchema = z.string().regex(/^[A-Za-z]{3}$/)

/** RFC 1766, such as `sv-SE`. */
export const LocaleSchema = z.string().regex(/^[A-Za-z]{2}(?:-[A-Za-z]{2})*$/)

const https = z
  .string()
  .max(2000)
  .regex(/^https:\/\//)

/** Where Klarna sends the shopper and its callbacks: https only. */
export const MerchantUrlsSchema = z.strictObject({
  confirmation: https.optional(),
  notification: https.optional(),
  push: https.optional(),
  authorization: https.optional(),
  app_return_url: z
    .string()
    .max(2000)
    .regex(/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i)
    .optional(),
})

export type MerchantUrls = z.infer<typeof MerchantUrlsSchema>

/** The shopper, where the shop knows more than an address. Personal data: never log it. */
export const CustomerSchema = z.strictObject({
  type: z.enum(["person", "organization"]).optional(),
  date_of_birth: z.string().optional(),
  gender: z.string().optional(),
  title: z.string().optional(),
  last_four_ssn: z
    .string()
    .regex(/^(?:\d{4}|\d{9})$/)
    .optional(),
  national_identification_number: z.string().optional(),
  organization_entity_type: z.string().optional(),
  organization_registration_id: z.string().optional(),
  vat_id: z.string().optional(),
  customer_token: z.string().optional(),
  klarna_access_token: z.string().optional(),
})

export type KlarnaCustomer = z.infer<typeof CustomerSchema>

/** What session and order bodies have in common. */
export const purchaseShape = {
  purchase_country: CountrySchema,
  purchase_currency: CurrencySchema,
  locale: LocaleSchema.optional(),
  order_amount: z.int().min(0).max(MAX_AMOUNT),
  order_tax_amount: z.int().min(0).optional(),
  order_lines: z.array(OrderLineSchema).min(1).max(MAX_LINES),
  merchant_reference1: z.string().max(255).optional(),
  merchant_reference2: z.string().max(255).optional(),
  merchant_data: z.string().max(6000).optional(),
  merchant_urls: MerchantUrlsSchema.optional(),
  billing_address: AddressSchema.optional(),
  shipping_address: AddressSchema.optional(),
  customer: CustomerSchema.optional(),
  custom_payment_method_ids: z.array(z.string()).optional(),
}

const color = z.string().regex(/^#[A-Fa-f0-9]{6}$/)

/** Body of create session. Amounts in minor units. */
export const SessionBodySchema = z.strictObject({
  ...purchaseShape,
  intent: z.enum(["buy", "tokenize", "buy_and_tokenize", "buy_and_default_tokenize"]).optional(),
  acquiring_channel: z.enum(["ECOMMERCE", "IN_STORE", "TELESALES"]).optional(),
  attachment: z.strictObject({ content_type: z.string(), body: z.string() }).optional(),
  options: z
    .strictObject({
      color_border: color.optional(),
      color_border_selected: color.optional(),
      color_details: color.optional(),
      color_text: color.optional(),
      radius_border: z.string().optional(),
    })
    .optional(),
  design: z.string().optional(),
  step_up_id: z.string().optional(),
})

export type SessionBody = z.infer<typeof SessionBodySchema>

/** Body of update session: what changes; `step_up_id` belongs to create only. */
export const SessionUpdateBodySchema = SessionBodySchema.omit({ step_up_id: true }).partial()

export type SessionUpdateBody = z.infer<typeof SessionUpdateBodySchema>

/** A way to pay that Klarna offers for a session. */
export const PaymentMethodCategorySchema = z.looseObject({
  identifier: z.string(),
  name: z.string().optional(),
  asset_urls: z
    .looseObject({ descriptive: z.string().optional(), standard: z.string().optional() })
    .optional(),
})

export type PaymentMethodCategory = z.infer<typeof PaymentMethodCategorySchema>

/** Answer of create session. `client_token` is for the shopper's browser alone. */
export const MerchantSessionSchema = z.looseObject({
  session_id: z.string().min(1),
  client_token: z.string().min(1),
  payment_method_categories: z.array(PaymentMethodCategorySchema).optional(),
})

export type MerchantSession = z.infer<typeof MerchantSessionSchema>

/** Answer of read session. `authorization_token` appears once the shopper has approved. */
export const SessionReadSchema = z.looseObject({
  status: z.string().optional(),
  authorization_token: z.string().optional(),
  client_token: z.string().optional(),
  expires_at: z.string().optional(),
  order_amount: z.number().optional(),
  order_tax_amount: z.number().optional(),
  purchase_country: z.string().optional(),
  purchase_currency: z.string().optional(),
  locale: z.string().optional(),
  merchant_reference1: z.string().optional(),
  merchant_reference2: z.string().optional(),
  payment_method_categories: z.array(PaymentMethodCategorySchema).optional(),
})

export type SessionRead = z.infer<typeof SessionReadSchema>
