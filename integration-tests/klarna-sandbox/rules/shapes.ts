import { z } from "zod"

/**
 * The limits of Klarna's bodies, written down a second time: the sandbox enforces them where the contracts are not at hand too.
 * Unknown fields are dropped, as Klarna drops them; the contract check reports them.
 */
const text = (max: number, min = 0) => z.string().min(min).max(max)
const country = z.string().regex(/^[A-Za-z]{2}$/)
const currency = z.string().regex(/^[A-Za-z]{3}$/)
const locale = z.string().regex(/^[A-Za-z]{2}(?:-[A-Za-z]{2})*$/)
const LIMIT = 200_000_000
const amount = z.int().min(0).max(LIMIT)
const httpsUrl = z
  .string()
  .max(2000)
  .regex(/^https:\/\//)

const productIdentifiers = z.object({
  brand: text(70).optional(),
  category_path: text(750).optional(),
  global_trade_item_number: text(50).optional(),
  manufacturer_part_number: text(70).optional(),
  color: text(64).optional(),
  size: text(64).optional(),
})

const subscription = z.object({
  name: text(255, 1),
  interval: z.enum(["DAY", "WEEK", "MONTH", "YEAR"]),
  interval_count: z.int().min(1),
})

const LINE_TYPES = [
  "physical",
  "discount",
  "shipping_fee",
  "sales_tax",
  "digital",
  "gift_card",
  "store_credit",
  "surcharge",
] as const

const lineFields = {
  quantity: z.int().min(0),
  unit_price: z.int().max(LIMIT),
  total_amount: z.int().max(LIMIT),
  total_discount_amount: z.int().min(0).max(LIMIT).optional(),
  tax_rate: z.int().min(0).max(10_000).optional(),
  total_tax_amount: z.int().max(LIMIT).optional(),
  reference: text(255).optional(),
  image_url: text(1024).optional(),
  product_url: text(1024).optional(),
  merchant_data: text(1024).optional(),
  product_identifiers: productIdentifiers.optional(),
  subscription: subscription.optional(),
}

export const paymentsLine = z.object({
  ...lineFields,
  name: text(255, 1),
  quantity_unit: text(8, 1).optional(),
  type: z.enum(LINE_TYPES).optional(),
})

export const managementLine = z.object({
  ...lineFields,
  name: text(255),
  tax_rate: z.int().min(0).optional(),
  quantity_unit: text(10).optional(),
  type: z.enum([...LINE_TYPES, "return_fee"]).optional(),
})

const addressFields = (short: number, city: number, long: number) => ({
  given_name: text(short).optional(),
  family_name: text(short).optional(),
  email: text(short).optional(),
  phone: text(short).optional(),
  street_address: text(short).optional(),
  street_address2: text(short).optional(),
  city: text(city).optional(),
  region: text(city).optional(),
  postal_code: text(10).optional(),
  title: text(20).optional(),
  attention: text(long).optional(),
  organization_name: text(long).optional(),
})

export const paymentsAddress = z.object({
  ...addressFields(99, 99, 99),
  country: country.optional(),
})
export const managementAddress = z.object({
  ...addressFields(100, 200, 255),
  country: z.union([country, z.literal("")]).optional(),
})

export const customer = z.object({
  date_of_birth: z.string().optional(),
  gender: z.string().optional(),
  title: z.string().optional(),
  last_four_ssn: z
    .string()
    .regex(/^([0-9]{4}|[0-9]{9})$/)
    .optional(),
  national_identification_number: z.string().optional(),
  type: z.enum(["person", "organization"]).optional(),
  organization_entity_type: z.string().optional(),
  organization_registration_id: z.string().optional(),
  vat_id: z.string().optional(),
  customer_token: z.string().optional(),
  klarna_access_token: z.string().optional(),
})

const merchantUrls = z.object({
  confirmation: httpsUrl.optional(),
  notification: httpsUrl.optional(),
  push: httpsUrl.optional(),
  authorization: httpsUrl.optional(),
  app_return_url: z
    .string()
    .max(2000)
    .regex(/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i)
    .optional(),
})

const color = z
  .string()
  .regex(/^#[A-Fa-f0-9]{6}$/)
  .optional()

const orderFields = {
  purchase_country: country,
  purchase_currency: currency,
  order_amount: amount,
  order_tax_amount: amount.optional(),
  order_lines: z.array(paymentsLine).min(1).max(1000),
  locale: locale.optional(),
  billing_address: paymentsAddress.optional(),
  shipping_address: paymentsAddress.optional(),
  customer: customer.optional(),
  merchant_reference1: text(255).optional(),
  merchant_reference2: text(255).optional(),
  merchant_data: text(6000).optional(),
  merchant_urls: merchantUrls.optional(),
  custom_payment_method_ids: z.array(z.string()).optional(),
}

export const sessionCreate = z.object({
  ...orderFields,
  intent: z.enum(["buy", "tokenize", "buy_and_tokenize", "buy_and_default_tokenize"]).optional(),
  acquiring_channel: z.enum(["ECOMMERCE", "IN_STORE", "TELESALES"]).optional(),
  attachment: z.object({ body: z.string(), content_type: z.string() }).optional(),
  options: z
    .object({
      color_border: color,
      color_border_selected: color,
      color_details: color,
      color_text: color,
      radius_border: z.string().optional(),
    })
    .optional(),
  design: z.string().optional(),
  step_up_id: z.string().optional(),
})

export const sessionUpdate = sessionCreate.omit({ step_up_id: true }).partial()

export const createOrder = z.object({ ...orderFields, auto_capture: z.boolean().optional() })

export const customerTokenCreate = z.object({
  description: text(255, 1),
  intended_use: z.enum(["SUBSCRIPTION"]),
  locale,
  purchase_country: country,
  purchase_currency: currency,
  billing_address: paymentsAddress.optional(),
  customer: customer.optional(),
})

export const shippingInfo = z.object({
  shipping_company: text(100).optional(),
  shipping_method: z
    .enum([
      "PickUpStore",
      "Home",
      "BoxReg",
      "BoxUnreg",
      "PickUpPoint",
      "Own",
      "Postal",
      "DHLPackstation",
      "Digital",
      "Undefined",
      "PickUpWarehouse",
      "ClickCollect",
      "PalletDelivery",
    ])
    .optional(),
  tracking_number: text(100).optional(),
  tracking_uri: text(1024).optional(),
  return_shipping_company: text(100).optional(),
  return_tracking_number: text(100).optional(),
  return_tracking_uri: text(1024).optional(),
})

const managementLines = z.array(managementLine).max(1000).optional()

export const captureCreate = z.object({
  captured_amount: amount,
  description: text(255).optional(),
  reference: text(255).optional(),
  order_lines: managementLines,
  shipping_info: z.array(shippingInfo).max(500).optional(),
  shipping_delay: z.int().min(0).optional(),
})

export const refundCreate = z.object({
  refunded_amount: amount,
  description: text(255).optional(),
  reference: text(255).optional(),
  order_lines: managementLines,
})

export const authorizationUpdate = z.object({
  order_amount: amount,
  order_lines: managementLines,
  description: text(255).optional(),
})

export const shippingInfoUpdate = z.object({ shipping_info: z.array(shippingInfo).min(1).max(500) })
export const referencesUpdate = z.object({
  merchant_reference1: text(255).optional(),
  merchant_reference2: text(255).optional(),
})
export const customerUpdate = z.object({ shipping_address: managementAddress.optional() })
export const dueDateExtension = z.object({ number_of_days: z.int() })

export type PaymentsAddress = z.infer<typeof paymentsAddress>
export type ManagementAddress = z.infer<typeof managementAddress>
export type PaymentsLine = z.infer<typeof paymentsLine>
export type ManagementLine = z.infer<typeof managementLine>
export type SessionData = z.infer<typeof sessionCreate>
export type SessionChange = z.infer<typeof sessionUpdate>
export type OrderBody = z.infer<typeof createOrder>
export type ShippingInfo = z.infer<typeof shippingInfo>
export type CaptureBody = z.infer<typeof captureCreate>
export type RefundBody = z.infer<typeof refundCreate>
export type AuthorizationUpdate = z.infer<typeof authorizationUpdate>
