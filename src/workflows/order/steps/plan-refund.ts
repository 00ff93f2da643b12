import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { z } from "@medusajs/framework/zod"
import { toMinor } from "../../../klarna/money"
import { planItemRefund, type ItemToRefund } from "../../../operations/item-refund"
import type { OperationDetails } from "../../../operations/ports"
import type { Purchase } from "../../../purchase/ports"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { purchasesOf } from "../../../providers/klarna/purchases"
import { klarnaPaymentOf, PaidOrderSchema, PAYMENT_FIELDS } from "../klarna-payment"
import { ITEM_FIELDS, linesByItem, OrderItemSchema, type OrderItem } from "../order-items"

export type PlanRefundInput = {
  order_id: string
  /** Items of the order with the quantity to give back. */
  items?: { id: string; quantity: number }[]
  /** Major units; without items. */
  amount?: number
  note?: string
}

const Order = PaidOrderSchema.extend({ items: z.array(OrderItemSchema) })

/** A refund as it will be asked of Medusa, in one part or in several. Amounts in minor units. */
export type RefundPlan = {
  klarna_order_id: string
  payment_id: string
  currency: string
  parts: { amount: number; details: OperationDetails }[]
}

/**
 * Works out a refund: of an amount, or of items, whose lines are cut from what was captured.
 *
 * @summary Plan a refund of items or of an amount.
 */
export const planRefundStep = createStep(
  "klarna-plan-refund",
  async (input: PlanRefundInput, { container }) =>
    new StepResponse(await withMedusaErrors(() => planRefund(container, input)))
)

async function planRefund(container: MedusaContainer, input: PlanRefundInput): Promise<RefundPlan> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    filters: { id: input.order_id },
    fields: ["id", ...ITEM_FIELDS, ...PAYMENT_FIELDS],
  })
  if (!data[0])
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `There is no order ${input.order_id.slice(0, 40)}.`
    )
  const order = Order.parse(data[0])
  const payment = klarnaPaymentOf(order)
  const purchases = purchasesOf(container)
  const purchase = payment && (await purchases.store.findByKlarnaOrder(payment.klarnaOrderId))
  if (!payment || !purchase) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This order is not paid with Klarna.")
  }
  const common = {
    klarna_order_id: payment.klarnaOrderId,
    payment_id: payment.id,
    currency: purchase.currency_code,
  }
  const note = input.note ? { description: input.note.slice(0, 255) } : {}
  if (!input.items) {
    return {
      ...common,
      parts: [{ amount: toMinor(input.amount ?? 0, purchase.currency_code), details: note }],
    }
  }
  const operations = await purchases.operations.list(payment.klarnaOrderId)
  return {
    ...common,
    parts: planItemRefund(
      itemsToRefund(order.items, input.items, purchase),
      purchase.order_body?.order_lines ?? [],
      operations
    ).map(({ amount, ...lines }) => ({ amount, details: { ...lines, ...note } })),
  }
}

function itemsToRefund(
  orderItems: OrderItem[],
  wanted: { id: string; quantity: number }[],
  purchase: Purchase
): ItemToRefund[] {
  const byItem = linesByItem(orderItems, purchase.order_body?.order_lines ?? [])
  return wanted.map(({ id, quantity }) => {
    const item = orderItems.find((candidate) => candidate.id === id)
    const line = byItem.get(id)
    if (!item || !line?.reference) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        `items: ${id.slice(0, 60)} is not an item of this order that Klarna has a line for.`
      )
    }
    const tax = toMinor(item.raw_total, purchase.currency_code) - line.total_amount
    return {
      reference: line.reference,
      quantity,
      taxOnTop: Math.max(0, Math.round((tax * quantity) / item.quantity)),
    }
  })
}
