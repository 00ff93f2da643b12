import { z } from "zod"
import { AddressSchema } from "./address"
import { MAX_AMOUNT, MAX_LINES, OmOrderLineSchema } from "./order-line"
import { ShippingInfoSchema } from "./shipping-info"

const amount = z.int().min(0).max(MAX_AMOUNT)
const lines = z.array(OmOrderLineSchema).max(MAX_LINES)
const text = z.string().max(255)

/** Body of a capture. Amounts in minor units; `description` is shown to the customer, `reference` to the merchant. */
export const CaptureBodySchema = z.strictObject({
  captured_amount: amount,
  description: text.optional(),
  reference: text.optional(),
  order_lines: lines.optional(),
  shipping_info: z.array(ShippingInfoSchema).max(500).optional(),
  shipping_delay: z.int().min(0).optional(),
})

export type CaptureBody = z.infer<typeof CaptureBodySchema>

/** Body of a refund. Amounts in minor units. */
export const RefundBodySchema = z.strictObject({
  refunded_amount: amount,
  description: text.optional(),
  reference: text.optional(),
  order_lines: lines.optional(),
})

export type RefundBody = z.infer<typeof RefundBodySchema>

/** Body that sets a new total and replaces all lines. Amounts in minor units. */
export const UpdateAuthorizationBodySchema = z.strictObject({
  order_amount: amount,
  order_lines: lines.optional(),
  description: text.optional(),
})

export type UpdateAuthorizationBody = z.infer<typeof UpdateAuthorizationBodySchema>

/** Body that changes references: only those present; an empty text clears one. */
export const MerchantReferencesBodySchema = z.strictObject({
  merchant_reference1: text.optional(),
  merchant_reference2: text.optional(),
})

export type MerchantReferencesBody = z.infer<typeof MerchantReferencesBodySchema>

/** Body that changes where an order goes; the billing address can't change. */
export const CustomerDetailsBodySchema = z.strictObject({ shipping_address: AddressSchema })

export type CustomerDetailsBody = z.infer<typeof CustomerDetailsBodySchema>

/** Body that lets a customer pay later. */
export const ExtendDueDateBodySchema = z.strictObject({ number_of_days: z.int().min(1) })

export type ExtendDueDateBody = z.infer<typeof ExtendDueDateBodySchema>
