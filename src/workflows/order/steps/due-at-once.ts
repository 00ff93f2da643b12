import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { purchasesOf } from "../../../providers/klarna/purchases"
import { klarnaPaymentOf, PaidOrderSchema, PAYMENT_FIELDS } from "../klarna-payment"

/**
 * Finds the payment of an order that is to be captured at once, and is not yet.
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
    const purchase =
      payment && (await purchasesOf(container).store.findByKlarnaOrder(payment.klarnaOrderId))
    const isDue =
      payment !== undefined &&
      purchase?.order_body?.auto_capture === true &&
      !payment.canceled_at &&
      !payment.captures?.length
    return new StepResponse({ payment_id: isDue ? payment.id : null })
  }
)
