import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { openPageStep, type OpenPageStepInput } from "../steps/open-page"
import { refreshKlarnaCartWorkflow } from "./refresh-cart"

/**
 * Makes a cart ready to pay and opens a page at Klarna for it.
 *
 * @summary Open a hosted payment page for a cart.
 * @example
 * const { result } = await openKlarnaPageWorkflow(container).run({
 *   input: { cart_id: "cart_123", return_url: "https://shop.example/se/checkout" },
 * })
 * // result.redirect_url is where the browser goes
 */
export const openKlarnaPageWorkflow = createWorkflow(
  "klarna-open-page-workflow",
  (input: OpenPageStepInput) => {
    const ready = refreshKlarnaCartWorkflow.runAsStep({
      input: transform({ input }, ({ input }) => ({ cart_id: input.cart_id })),
    })
    // Reading the result makes the page wait for it.
    const page = transform({ input, ready }, ({ input }) => input)
    return new WorkflowResponse(openPageStep(page))
  }
)
