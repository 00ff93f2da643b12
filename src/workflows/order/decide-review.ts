import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { captureOrder } from "../../operations/capture"
import { withMedusaErrors } from "../../providers/klarna/errors"
import { purchasesOf } from "../../providers/klarna/purchases"
import type { Purchase } from "../../purchase/ports"
import { settlePurchase } from "../purchase/settle"
import { authorizeKlarnaOrderWorkflow } from "../purchase/workflows/authorize-order"
import { klarnaPaymentOf, PaidOrderSchema, PAYMENT_FIELDS } from "./klarna-payment"

export type ReviewDecision = "keep" | "cancel"

/**
 * What the merchant does about an order that Klarna's review rejected. `cancel`: the order is cancelled on both sides. `keep`: the
 * whole amount is captured at Klarna, which is how Klarna lets a merchant override its review within four hours; then the payment
 * is authorised and captured in Medusa. Doing it again goes on where it stopped.
 *
 * @throws MedusaError `not_allowed` where there is no such decision to make, or Klarna refuses
 */
export async function decideKlarnaReview(
  container: MedusaContainer,
  input: { order_id: string; decision: ReviewDecision }
): Promise<void> {
  const purchase = await rejectedPurchase(container, input.order_id)
  if (input.decision === "cancel") {
    await cancelOrderWorkflow(container).run({ input: { order_id: input.order_id } })
    await settlePurchase(container, purchase.id)
    return
  }
  await withMedusaErrors(() => capturedAtKlarna(container, purchase))
  await authorizeKlarnaOrderWorkflow(container).run({
    input: { purchase_id: purchase.id, subject_id: purchase.subject_id },
  })
  const paymentId = await uncapturedPayment(container, input.order_id)
  if (paymentId) await capturePaymentWorkflow(container).run({ input: { payment_id: paymentId } })
  await settlePurchase(container, purchase.id)
}

async function rejectedPurchase(container: MedusaContainer, orderId: string): Promise<Purchase> {
  const found = await purchasesOf(container).store.listByOrder(orderId)
  const rejected = found.find(({ alert }) => alert === "review_rejected")
  if (rejected) return rejected
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "Klarna's review has not rejected this order, so there is nothing to decide."
  )
}

/** No row of Medusa's stands for it yet: the capture that Medusa makes then takes this one. */
async function capturedAtKlarna(container: MedusaContainer, purchase: Purchase): Promise<void> {
  const purchases = purchasesOf(container)
  await captureOrder(
    {
      klarnaOrderId: purchase.klarna_order_id ?? "",
      paymentId: null,
      medusaId: null,
      amount: purchase.amount,
      currency: purchase.currency_code,
      orderLines: purchase.order_body?.order_lines ?? [],
      orderAmount: purchase.amount,
      reference: purchase.order_body?.merchant_reference1,
      // By hand in Klarna's portal, which overrides the review as well.
      capturedAtOnce: true,
    },
    purchases.operationDeps(purchase)
  )
}

async function uncapturedPayment(
  container: MedusaContainer,
  orderId: string
): Promise<string | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    filters: { id: orderId },
    fields: ["id", ...PAYMENT_FIELDS],
  })
  const order = PaidOrderSchema.safeParse(data[0])
  const payment = order.success ? klarnaPaymentOf(order.data) : undefined
  return payment && !payment.canceled_at && !payment.captures?.length ? payment.id : undefined
}
