import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { toMajor } from "../../../klarna/money"
import { newOperation } from "../../../operations/run-operation"
import { KLARNA_MODULE } from "../../../modules/klarna"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { purchasesOf } from "../../../providers/klarna/purchases"
import type { RefundPlan } from "./plan-refund"

export type RefundPartsInput = {
  plan: RefundPlan
  note?: string | undefined
  refund_reason_id?: string | undefined
  created_by?: string | undefined
}

/**
 * Refunds part by part through Medusa's own refund, so that each has its row in Medusa and its refund at Klarna. The lines of a
 * part are written down before Medusa is asked, and taken back when Medusa refuses before Klarna was reached. It can't be undone:
 * money that went back stays back.
 *
 * @summary Refund an order's parts.
 */
export const refundPartsStep = createStep(
  "klarna-refund-parts",
  async (input: RefundPartsInput, { container }) => {
    const { plan, note, refund_reason_id, created_by } = input
    const operations = purchasesOf(container).operations
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)

    for (const { amount, details } of plan.parts) {
      const operation = await operations.create(
        newOperation({
          kind: "refund",
          state: "planned",
          klarna_order_id: plan.klarna_order_id,
          payment_id: plan.payment_id,
          amount,
          details,
        })
      )
      try {
        await refundPaymentWorkflow(container).run({
          input: {
            payment_id: plan.payment_id,
            amount: toMajor(amount, plan.currency),
            ...(note ? { note } : {}),
            ...(refund_reason_id ? { refund_reason_id } : {}),
            ...(created_by ? { created_by } : {}),
          },
        })
      } catch (error) {
        const [untouched] = await klarna.listKlarnaOperations({
          id: operation.id,
          state: "planned",
        })
        if (untouched) await klarna.deleteKlarnaOperations(operation.id)
        throw error
      }
    }
    return new StepResponse(undefined)
  }
)
