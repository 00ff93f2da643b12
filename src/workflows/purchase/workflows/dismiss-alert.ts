import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { purchasesOf } from "../../../providers/klarna/purchases"
import type { PurchaseAlert } from "../../../purchase/ports"

export type DismissKlarnaAlertWorkflowInput = {
  purchase_id: string
  /** Who has looked at it. */
  actor_id: string
}

type Undo = { id: string; alert: PurchaseAlert }

/**
 * Takes the alert off a purchase. Nothing else changes: what was unknown stays unknown. A rejected review keeps its alert, since the
 * order waits for a decision and ends by itself without one.
 *
 * @summary Dismiss the alert of a purchase.
 * @throws MedusaError `not_found`; `not_allowed` for a rejected review
 */
export const dismissAlertStep = createStep<
  DismissKlarnaAlertWorkflowInput,
  { id: string },
  Undo | undefined
>(
  "klarna-dismiss-alert",
  async ({ purchase_id, actor_id }, { container }) => {
    const { store } = purchasesOf(container)
    const purchase = await store.find(purchase_id)
    if (!purchase) {
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        `There is no purchase ${purchase_id.slice(0, 40)}.`
      )
    }
    if (purchase.alert === "review_rejected") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "Klarna's review rejected this order. Decide about it on the order's page; without a decision it is cancelled."
      )
    }
    if (!purchase.alert) return new StepResponse({ id: purchase_id })
    await store.update(purchase_id, { alert: null })
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .info(`klarna: purchase ${purchase_id}: ${purchase.alert} was dismissed by ${actor_id}.`)
    return new StepResponse({ id: purchase_id }, { id: purchase_id, alert: purchase.alert })
  },
  async (undo, { container }) => {
    if (undo) await purchasesOf(container).store.update(undo.id, { alert: undo.alert })
  }
)

/**
 * Takes the alert off a purchase that somebody has looked at.
 *
 * @summary Dismiss the alert of a purchase.
 * @example
 * await dismissKlarnaAlertWorkflow(container).run({ input: { purchase_id: "klpur_123", actor_id: "user_123" } })
 */
export const dismissKlarnaAlertWorkflow = createWorkflow(
  "klarna-dismiss-alert-workflow",
  (input: DismissKlarnaAlertWorkflowInput) => new WorkflowResponse(dismissAlertStep(input))
)
