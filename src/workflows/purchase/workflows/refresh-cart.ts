import {
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import {
  createPaymentCollectionForCartWorkflow,
  createPaymentSessionsWorkflow,
  useQueryGraphStep,
} from "@medusajs/medusa/core-flows"
import { KLARNA_PROVIDER_ID } from "../../../providers/klarna/provider-id"
import { refreshPurchaseStep } from "../steps/refresh-purchase"
import { readyToPayStep } from "../steps/ready-to-pay"

export type RefreshKlarnaCartWorkflowInput = { cart_id: string }

/**
 * Makes a cart ready to be paid with Klarna: payment collection, payment session and Klarna session exist and hold what the cart
 * holds now. What is up to date already is left alone.
 *
 * @summary Make a cart ready to pay with Klarna.
 * @example
 * const { result } = await refreshKlarnaCartWorkflow(container).run({ input: { cart_id: "cart_123" } })
 * // result.authorize_data goes to Klarna.Payments.authorize
 */
export const refreshKlarnaCartWorkflow = createWorkflow(
  "klarna-refresh-cart",
  (input: RefreshKlarnaCartWorkflowInput) => {
    const { data: before } = useQueryGraphStep({
      entity: "cart",
      fields: ["id", "payment_collection.id"],
      filters: { id: input.cart_id },
      options: { throwIfKeyNotFound: true },
    }).config({ name: "klarna-cart-before" })

    when("klarna-no-collection", { before }, ({ before }) => !before[0]?.payment_collection).then(
      () => createPaymentCollectionForCartWorkflow.runAsStep({ input: { cart_id: input.cart_id } })
    )

    const ready = readyToPayStep(input)

    when("klarna-no-session", { ready }, ({ ready }) => !ready.has_session).then(() =>
      createPaymentSessionsWorkflow.runAsStep({
        input: transform({ ready }, ({ ready }) => ({
          payment_collection_id: ready.payment_collection_id,
          provider_id: KLARNA_PROVIDER_ID,
          ...(ready.customer_id ? { customer_id: ready.customer_id } : {}),
        })),
      })
    )

    return new WorkflowResponse(refreshPurchaseStep(input))
  }
)
