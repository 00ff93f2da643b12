import { OrderWorkflowEvents } from "@medusajs/framework/utils"
import {
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { acquireLockStep, emitEventStep, releaseLockStep } from "@medusajs/medusa/core-flows"
import { authorizeOrderStep } from "../steps/authorize-order"

export type AuthorizeKlarnaOrderWorkflowInput = {
  purchase_id: string
  /** The cart, or the payment collection, that the purchase pays: Medusa locks the same. */
  subject_id: string
}

/** Seconds, as in Medusa's own completion of a cart. */
const WAIT = 30
const HOLD = 120

/**
 * Authorises the Klarna payment of an order that exists already, under the lock that Medusa's completion of a cart holds. An order
 * whose completion died before it could be announced is announced now.
 *
 * @summary Authorise the Klarna payment of an existing order.
 * @example
 * await authorizeKlarnaOrderWorkflow(container).run({ input: { purchase_id, subject_id: cart.id } })
 */
export const authorizeKlarnaOrderWorkflow = createWorkflow(
  "klarna-authorize-order-workflow",
  (input: AuthorizeKlarnaOrderWorkflowInput) => {
    acquireLockStep({ key: input.subject_id, timeout: WAIT, ttl: HOLD })
    const authorized = authorizeOrderStep({ purchase_id: input.purchase_id })
    when(
      "klarna-order-unannounced",
      { authorized },
      ({ authorized }) => authorized.unannounced
    ).then(() =>
      emitEventStep({
        eventName: OrderWorkflowEvents.PLACED,
        data: transform({ authorized }, ({ authorized }) => ({ id: authorized.order_id })),
      })
    )
    releaseLockStep({ key: input.subject_id })
    return new WorkflowResponse(authorized)
  }
)
