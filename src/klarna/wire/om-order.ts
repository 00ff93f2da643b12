import { z } from "zod"
import { ReadAddressSchema } from "./address"
import { ReadOrderLineSchema } from "./order-line"
import { ReadShippingInfoSchema } from "./shipping-info"

/** A capture as Klarna gives it. Amounts in minor units. */
export const OmCaptureSchema = z.looseObject({
  capture_id: z.string(),
  klarna_reference: z.string().nullish(),
  captured_amount: z.number(),
  captured_at: z.string().nullish(),
  description: z.string().nullish(),
  reference: z.string().nullish(),
  refunded_amount: z.number().nullish(),
  order_lines: z.array(ReadOrderLineSchema).nullish(),
  shipping_info: z.array(ReadShippingInfoSchema).nullish(),
})

export type OmCapture = z.infer<typeof OmCaptureSchema>

/** A refund as Klarna gives it. Amounts in minor units. */
export const OmRefundSchema = z.looseObject({
  refund_id: z.string().nullish(),
  refunded_amount: z.number(),
  refunded_at: z.string().nullish(),
  description: z.string().nullish(),
  reference: z.string().nullish(),
  order_lines: z.array(ReadOrderLineSchema).nullish(),
})

export type OmRefund = z.infer<typeof OmRefundSchema>

/**
 * An order in Order Management. Amounts in minor units. What is unknown is kept: read `status` with `parseOrderStatus`,
 * `fraud_status` with `parseFraudStatus`.
 */
export const OmOrderSchema = z.looseObject({
  order_id: z.string().min(1),
  status: z.string(),
  fraud_status: z.string().nullish(),
  order_amount: z.number(),
  original_order_amount: z.number().nullish(),
  captured_amount: z.number().nullish(),
  refunded_amount: z.number().nullish(),
  remaining_authorized_amount: z.number().nullish(),
  purchase_currency: z.string(),
  purchase_country: z.string().nullish(),
  locale: z.string().nullish(),
  order_lines: z.array(ReadOrderLineSchema).nullish(),
  billing_address: ReadAddressSchema.nullish(),
  shipping_address: ReadAddressSchema.nullish(),
  created_at: z.string().nullish(),
  expires_at: z.string().nullish(),
  captures: z.array(OmCaptureSchema).nullish(),
  refunds: z.array(OmRefundSchema).nullish(),
  merchant_reference1: z.string().nullish(),
  merchant_reference2: z.string().nullish(),
  merchant_data: z.string().nullish(),
  klarna_reference: z.string().nullish(),
  initial_payment_method: z
    .looseObject({
      type: z.string().nullish(),
      description: z.string().nullish(),
      number_of_installments: z.number().nullish(),
    })
    .nullish(),
  shipping_info: z.array(ReadShippingInfoSchema).nullish(),
})

export type OmOrder = z.infer<typeof OmOrderSchema>

/** What it costs to let a customer pay later. Amounts in minor units. */
export const DueDateOptionsSchema = z.looseObject({
  currency: z.string().nullish(),
  options: z.array(z.looseObject({ number_of_days: z.number(), amount: z.number() })).default([]),
})

export type DueDateOptions = z.infer<typeof DueDateOptionsSchema>
