import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { purchasesOf } from "../../../providers/klarna/purchases"
import { settlePurchase } from "../settle"

/**
 * Settles the purchases of an order: nothing stays reserved at Klarna for one that is cancelled. Medusa asks no provider while
 * a payment is still pending.
 *
 * @summary Settle the Klarna purchases of an order.
 */
export const settleOrderStep = createStep(
  "klarna-settle-order",
  async ({ order_id }: { order_id: string }, { container }) => {
    const found = await purchasesOf(container).store.listByOrder(order_id)
    const steps: string[] = []
    const { store } = purchasesOf(container)
    for (const { id } of found) {
      // Before the attempt: where Klarna can't be reached now, the sweep goes on with it.
      await store.update(id, { next_check_at: new Date() })
      steps.push((await settlePurchase(container, id)).step)
    }
    return new StepResponse({ steps })
  }
)
