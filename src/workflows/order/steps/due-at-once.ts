import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { purchasesOf, type Purchases } from "../../../providers/klarna/purchases"
import { klarnaPaymentOf, PaidOrderSchema, PAYMENT_FIELDS } from "../klarna-payment"

/**
 * Finds the payment of an order that Medusa is to capture now: one that Klarna captures by itself, or that was captured at Klarna
 * before Medusa had a payment for it.
 *
 * @summary Find what Klarna captures at once.
 */
export const dueAtOnceStep = createStep(
  "klarna-due-at-once",
  async ({ order_id }: { order_id: string }, { container }) => {
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "order",
      filters: { id: order_id },
      fields: ["id", ...PAYMENT_FIELDS],
    })
    const order = PaidOrderSchema.safeParse(data[0])
    const payment = order.success ? klarnaPaymentOf(order.data) : undefined
    const isDue =
      payment !== undefined &&
      !payment.canceled_at &&
      !payment.captures?.length &&
      (await isCapturedApart(purchasesOf(container), payment.klarnaOrderId))
    return new StepResponse({ payment_id: isDue ? payment.id : null })
  }
)

async function isCapturedApart(purchases: Purchases, klarnaOrderId: string): Promise<boolean> {
  const purchase = await purchases.store.findByKlarnaOrder(klarnaOrderId)
  if (purchase?.order_body?.auto_capture) return true
  return (await purchases.operations.list(klarnaOrderId)).some(
    ({ kind, state, medusa_id }) => kind === "capture" && state === "done" && medusa_id === null
  )
}
