import type { KlarnaOrderAnswer, KlarnaOrderView } from "./klarna-order-answer"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { toMajor, toMinor } from "../../klarna/money"
import type { OmOrder } from "../../klarna/wire"
import { withMedusaErrors } from "../../providers/klarna/errors"
import { purchasesOf } from "../../providers/klarna/purchases"
import type { Purchase } from "../../purchase/ports"
import {
  klarnaPaymentOf,
  PaidOrderSchema,
  PAYMENT_FIELDS,
  type KlarnaPayment,
} from "./klarna-payment"

/**
 * Reads an order at Klarna and compares it with Medusa.
 *
 * @throws MedusaError `not_found` for an unknown order; Klarna's own errors in words
 */
export async function viewKlarnaOrder(
  container: MedusaContainer,
  orderId: string
): Promise<KlarnaOrderAnswer> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    filters: { id: orderId },
    fields: ["id", ...PAYMENT_FIELDS],
  })
  if (!data[0])
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId.slice(0, 40)}.`)

  const payment = klarnaPaymentOf(PaidOrderSchema.parse(data[0]))
  const purchases = purchasesOf(container)
  const purchase = payment
    ? await purchases.store.findByKlarnaOrder(payment.klarnaOrderId)
    : await purchases.store.findByOrder(orderId)
  if (!purchase?.klarna_order_id) {
    return { klarna_order: null, reason: "This order is not paid with Klarna.", differences: [] }
  }
  const klarnaOrderId = purchase.klarna_order_id
  const order = await withMedusaErrors(() =>
    purchases.clientFor(purchase).orderManagement.getOrder(klarnaOrderId)
  )
  return {
    klarna_order: { ...viewOf(order, purchase.environment), review: reviewOf(purchase) },
    differences: payment ? differencesOf(order, payment) : [],
  }
}

/** Klarna cancels an order that its review rejected after this time. Source: Klarna, pending orders. */
const OVERRIDE_MS = 4 * 60 * 60 * 1000

function reviewOf({ alert, rejected_at }: Purchase): KlarnaOrderView["review"] {
  return alert === "review_rejected" && rejected_at
    ? {
        rejected_at: rejected_at.toISOString(),
        cancels_at: new Date(rejected_at.getTime() + OVERRIDE_MS).toISOString(),
      }
    : null
}

function viewOf(order: OmOrder, environment: string): Omit<KlarnaOrderView, "review"> {
  return {
    order_id: order.order_id,
    klarna_reference: order.klarna_reference ?? null,
    status: order.status,
    fraud_status: order.fraud_status ?? null,
    payment_method:
      order.initial_payment_method?.description ?? order.initial_payment_method?.type ?? null,
    purchase_country: order.purchase_country ?? null,
    currency_code: order.purchase_currency,
    order_amount: order.order_amount,
    captured_amount: order.captured_amount ?? 0,
    refunded_amount: order.refunded_amount ?? 0,
    remaining_authorized_amount: order.remaining_authorized_amount ?? 0,
    created_at: order.created_at ?? null,
    expires_at: order.expires_at ?? null,
    environment,
    portal_url: `https://portal.${environment === "playground" ? "playground." : ""}klarna.com/orders`,
    shipping_info: order.shipping_info ?? [],
    captures: (order.captures ?? []).map((capture) => ({
      capture_id: capture.capture_id,
      amount: capture.captured_amount,
      captured_at: capture.captured_at ?? null,
      shipping_info: capture.shipping_info ?? [],
    })),
    refunds: (order.refunds ?? []).map((refund) => ({
      refund_id: refund.refund_id ?? null,
      amount: refund.refunded_amount,
      refunded_at: refund.refunded_at ?? null,
    })),
  }
}

/** Where the two ledgers disagree, in words. */
function differencesOf(order: OmOrder, payment: KlarnaPayment): string[] {
  const currency = order.purchase_currency
  const sum = (rows: KlarnaPayment["captures"]) =>
    (rows ?? []).reduce((total, row) => total + (row ? toMinor(row.raw_amount, currency) : 0), 0)
  const compared = [
    {
      what: "Authorised",
      medusa: toMinor(payment.raw_amount, currency),
      klarna: order.order_amount,
    },
    { what: "Captured", medusa: sum(payment.captures), klarna: order.captured_amount ?? 0 },
    { what: "Refunded", medusa: sum(payment.refunds), klarna: order.refunded_amount ?? 0 },
  ]
  return compared
    .filter(({ medusa, klarna }) => medusa !== klarna)
    .map(
      ({ what, medusa, klarna }) =>
        `${what}: ${toMajor(medusa, currency)} ${currency} in Medusa, ${toMajor(klarna, currency)} ${currency} at Klarna.`
    )
}
