import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { purchasesOf } from "../../../providers/klarna/purchases"
import type { NextStep } from "../../../purchase/next-step"
import { failureOf } from "../failure"
import { settlePurchase } from "../settle"

export type ResolveKlarnaPurchaseWorkflowInput = {
  purchase_id: string
  /** As the merchant copied it from Klarna's portal. */
  klarna_order_id: string
  /** Who has found it. */
  actor_id: string
}

/**
 * Takes the Klarna order that a person found for a purchase whose outcome is unknown, after reading it at Klarna.
 *
 * @summary Take a Klarna order for a purchase of unknown outcome.
 * @throws MedusaError `not_allowed` that says what does not fit
 */
export const resolvePurchaseStep = createStep(
  "klarna-resolve-purchase",
  async (input: ResolveKlarnaPurchaseWorkflowInput, { container }) => {
    const purchases = purchasesOf(container)
    const kept = await purchases.store.find(input.purchase_id)
    if (!kept) {
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        `There is no purchase ${input.purchase_id.slice(0, 40)}.`
      )
    }
    const purchase = await withMedusaErrors(() =>
      purchases.resolveUnknown(kept, input.klarna_order_id)
    )
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .info(
        `klarna: purchase ${purchase.id} takes Klarna's order ${purchase.klarna_order_id}, named by ${input.actor_id}.`
      )
    return new StepResponse({ id: purchase.id })
  }
)

/**
 * Completes in Medusa what was found at Klarna, or gives back what nobody wants. Where that is not possible now, the sweep goes on
 * with it: what was found stays found.
 *
 * @summary Settle a purchase that was resolved.
 */
export const settleResolvedStep = createStep(
  "klarna-settle-resolved",
  async ({ id }: { id: string }, { container }) => {
    try {
      const { step } = await settlePurchase(container, id)
      return new StepResponse<{ step: NextStep }>({ step })
    } catch (error) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(
          `klarna: purchase ${id} could not be settled yet: ${failureOf(error)?.message ?? "unknown reason"}`
        )
      return new StepResponse<{ step: NextStep }>({ step: "wait" })
    }
  }
)

/**
 * Takes the Klarna order that a person found for a purchase of unknown outcome, and completes the purchase with it.
 *
 * @summary Resolve a purchase of unknown outcome.
 * @example
 * const { result } = await resolveKlarnaPurchaseWorkflow(container).run({
 *   input: { purchase_id: "klpur_123", klarna_order_id: "f3392f8b-...", actor_id: "user_123" },
 * })
 * // result.step is "finish" where the order stands now
 */
export const resolveKlarnaPurchaseWorkflow = createWorkflow(
  "klarna-resolve-purchase-workflow",
  (input: ResolveKlarnaPurchaseWorkflowInput) => {
    const resolved = resolvePurchaseStep(input)
    return new WorkflowResponse(
      settleResolvedStep(transform({ resolved }, ({ resolved }) => ({ id: resolved.id })))
    )
  }
)
