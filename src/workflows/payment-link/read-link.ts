import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, OrderStatus } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { toMinor, type MajorAmount } from "../../klarna/money"
import { isKlarna } from "../../providers/klarna/provider-id"
import { AmountSchema } from "../../providers/klarna/numbers"
import type { PaymentLinkView } from "./link-state"

const IN_REVIEW = "pending_authorization"

const Address = z.looseObject({ country_code: z.string().nullish() }).nullish()

const Session = z.looseObject({
  id: z.string(),
  provider_id: z.string(),
  status: z.string(),
  raw_amount: AmountSchema.nullish(),
  payment: z.looseObject({ id: z.string() }).nullish(),
})

const CollectionRow = z.looseObject({
  id: z.string(),
  status: z.string(),
  raw_amount: AmountSchema,
  currency_code: z.string(),
  payment_sessions: z.array(Session.nullable()).nullish(),
  payments: z.array(z.looseObject({ canceled_at: z.unknown() }).nullable()).nullish(),
  cart: z.looseObject({ id: z.string() }).nullish(),
  order: z
    .looseObject({
      id: z.string(),
      display_id: z.number().nullish(),
      status: z.string(),
      locale: z.string().nullish(),
      billing_address: Address,
      shipping_address: Address,
    })
    .nullish(),
})

const FIELDS = [
  "id",
  "status",
  "amount",
  "raw_amount",
  "currency_code",
  "payment_sessions.id",
  "payment_sessions.provider_id",
  "payment_sessions.status",
  "payment_sessions.amount",
  "payment_sessions.raw_amount",
  "payment_sessions.payment.id",
  "payments.id",
  "payments.canceled_at",
  "cart.id",
  "order.id",
  "order.display_id",
  "order.status",
  "order.locale",
  "order.billing_address.country_code",
  "order.shipping_address.country_code",
]

/**
 * Reads what a payment link pays; nothing of it tells who the customer is.
 *
 * @returns undefined where there is no such payment collection, or no order that it belongs to
 */
export async function readPaymentLink(
  container: MedusaContainer,
  paymentCollectionId: string
): Promise<PaymentLinkView | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "payment_collection",
    filters: { id: paymentCollectionId },
    fields: FIELDS,
  })
  if (!data[0]) return undefined
  const row = CollectionRow.parse(data[0])
  const { order } = row
  if (!order) return undefined
  const currency = row.currency_code.toUpperCase()
  const amount = minorOf(row.raw_amount, currency)
  const sessions = (row.payment_sessions ?? []).filter((session) => session !== null)
  const country = order.billing_address?.country_code || order.shipping_address?.country_code
  return {
    paymentCollectionId: row.id,
    status: row.status,
    amount,
    currency,
    orderId: order.id,
    orderNumber: order.display_id ?? undefined,
    orderCanceled: order.status === OrderStatus.CANCELED,
    locale: order.locale ?? undefined,
    country: country?.toUpperCase(),
    isOfCart: row.cart != null,
    hasPayment: (row.payments ?? []).some((payment) => payment && !payment.canceled_at),
    isUnderReview: sessions.some(({ status }) => status === IN_REVIEW),
    staleSessions: sessions
      .filter(({ provider_id, payment, status }) => {
        return isKlarna(provider_id) && !payment && status !== IN_REVIEW
      })
      .filter(({ raw_amount }) => raw_amount != null && minorOf(raw_amount, currency) !== amount)
      .map(({ id }) => id),
  }
}

function minorOf(amount: MajorAmount, currency: string): number | undefined {
  try {
    return toMinor(amount, currency)
  } catch {
    return undefined
  }
}
