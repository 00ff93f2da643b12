import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import { KLARNA_PROVIDER_ID } from "../../providers/klarna/provider-id"
import { purchasesOf } from "../../providers/klarna/purchases"
import type { Purchase } from "../../purchase/ports"
import type { Shop } from "../../purchase/settle"
import { captureKlarnaAtOnceWorkflow } from "../order/workflows/capture-at-once"
import { failureOf, isDefinite } from "./failure"
import { completedWithKlarna } from "./place-cart"
import { shopStateOf } from "./shop-state"
import { authorizeKlarnaOrderWorkflow } from "./workflows/authorize-order"

/** Medusa as the shop that the purchase core knows. */
export function shopOf(container: MedusaContainer): Shop {
  return {
    stateOf: (purchase) => shopStateOf(purchase, container),
    finish: (purchase) => finish(container, purchase),
    withdraw: (purchase) => withdraw(container, purchase),
    cancelOrder: async (order_id) => {
      await cancelOrderWorkflow(container).run({ input: { order_id } })
    },
  }
}

async function finish(container: MedusaContainer, purchase: Purchase): Promise<"done" | "refused"> {
  try {
    if (purchase.subject_type === "cart") await completedWithKlarna(container, purchase.subject_id)
    else await authorizeCollection(container, purchase)
    const { order } = await shopStateOf(purchase, container)
    if (order) await captureKlarnaAtOnceWorkflow(container).run({ input: { order_id: order.id } })
    return "done"
  } catch (error) {
    const failure = failureOf(error)
    if (!isDefinite(failure)) throw error
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        `klarna: ${purchase.subject_type} ${purchase.subject_id} was approved but can't be completed: ${failure?.message ?? ""}`
      )
    return "refused"
  }
}

/** How long one who finishes a payment waits for another: below what a browser does. */
const WAIT_SECONDS = 25

/**
 * One at a time: two who both find no payment session would each make one, and Medusa deletes the first's with the second's, so that
 * the first finds nothing to authorise and gives the approval back.
 */
function authorizeCollection(container: MedusaContainer, purchase: Purchase): Promise<void> {
  const lock = { key: `klarna:finish:${purchase.subject_id}`, waitSeconds: WAIT_SECONDS }
  return purchasesOf(container).alone(lock, async () => {
    const { payment, paymentSessionId } = await shopStateOf(purchase, container)
    // Paid meanwhile, perhaps in another way: a new payment session would delete the paid one.
    if (payment === "klarna" || payment === "other") return
    if (!paymentSessionId) {
      await createPaymentSessionsWorkflow(container).run({
        input: { payment_collection_id: purchase.subject_id, provider_id: KLARNA_PROVIDER_ID },
      })
    }
    await purchasesOf(container).freeDeadLock(purchase.subject_id)
    await authorizeKlarnaOrderWorkflow(container).run({
      input: { purchase_id: purchase.id, subject_id: purchase.subject_id },
    })
  })
}

/** The provider reopens the payment session then, so that no later completion ends on a Klarna order about to be cancelled. */
async function withdraw(container: MedusaContainer, purchase: Purchase): Promise<void> {
  const { order, paymentId } = await shopStateOf(purchase, container)
  if (order || !paymentId) return
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await payments.cancelPayment(paymentId)
}
