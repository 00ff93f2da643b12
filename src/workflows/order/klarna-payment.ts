import { z } from "@medusajs/framework/zod"
import { AmountSchema } from "../../providers/klarna/numbers"
import { isKlarna } from "../../providers/klarna/provider-id"

const Row = z.looseObject({ raw_amount: AmountSchema })

const PaymentRow = z.looseObject({
  id: z.string(),
  provider_id: z.string(),
  currency_code: z.string(),
  raw_amount: AmountSchema,
  canceled_at: z.union([z.string(), z.date()]).nullish(),
  data: z.looseObject({ klarna_order_id: z.string().optional() }).nullish(),
  captures: z.array(Row.nullable()).nullish(),
  refunds: z.array(Row.nullable()).nullish(),
})

/** An order's payments, as every workflow on a paid order reads them. */
export const PaidOrderSchema = z.looseObject({
  id: z.string(),
  payment_collections: z
    .array(z.looseObject({ payments: z.array(PaymentRow.nullable()).nullish() }).nullable())
    .nullish(),
})

export const PAYMENT_FIELDS = [
  "payment_collections.id",
  "payment_collections.payments.id",
  "payment_collections.payments.provider_id",
  "payment_collections.payments.currency_code",
  "payment_collections.payments.amount",
  "payment_collections.payments.raw_amount",
  "payment_collections.payments.canceled_at",
  "payment_collections.payments.data",
  "payment_collections.payments.captures.id",
  "payment_collections.payments.captures.raw_amount",
  "payment_collections.payments.refunds.id",
  "payment_collections.payments.refunds.raw_amount",
]

export type KlarnaPayment = z.infer<typeof PaymentRow> & { klarnaOrderId: string }

/** The payment of an order that Klarna holds: a live one before a cancelled one. */
export function klarnaPaymentOf(order: z.infer<typeof PaidOrderSchema>): KlarnaPayment | undefined {
  const payments = (order.payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .flatMap((payment) => {
      const klarnaOrderId = payment?.data?.klarna_order_id
      return payment && isKlarna(payment.provider_id) && klarnaOrderId
        ? [{ ...payment, klarnaOrderId }]
        : []
    })
  return payments.find((payment) => !payment.canceled_at) ?? payments[0]
}
