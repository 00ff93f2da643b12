import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KLARNA_MODULE } from "../../../modules/klarna"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { purchasesOf } from "../../../providers/klarna/purchases"

export type OpenPageStepInput = {
  cart_id: string
  /** Where the shopper comes back to, on a storefront of the market. */
  return_url: string
}

/** How the shopper may come back from Klarna's page. */
const OUTCOMES = ["success", "back", "cancel", "failure", "error"] as const

/**
 * Opens a page at Klarna for a cart. The shopper comes back with `klarna=<outcome>` and `cart_id` in the address; neither is
 * believed: placing the cart reads Klarna.
 *
 * @summary Open a hosted payment page for a cart.
 */
export const openPageStep = createStep(
  "klarna-open-page",
  async ({ cart_id, return_url }: OpenPageStepInput, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const purchase = await withMedusaErrors(() =>
      purchasesOf(container).openHostedPage({ type: "cart", id: cart_id }, async ({ market }) => {
        const { storefront_url } = await klarna.settingsFor(market)
        refuseStranger(return_url, [storefront_url, klarna.options.storefrontUrl])
        return Object.fromEntries(
          OUTCOMES.map((outcome) => [outcome, returning(return_url, outcome, cart_id)])
        )
      })
    )
    const { url, expires_at } = purchase.hosted_page
    return new StepResponse({ redirect_url: url, expires_at })
  }
)

/** A shopper is sent nowhere but to the shop: else the shop's name would lead people to any page. */
function refuseStranger(returnUrl: string, storefronts: (string | undefined)[]): void {
  const known = storefronts.filter((url) => url !== undefined && url !== "")
  if (known.some((url) => new URL(String(url)).origin === new URL(returnUrl).origin)) return
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    known.length
      ? "return_url must be on the storefront's address, as it stands in the settings or in the option storefront_url."
      : "Set the storefront's address first (storefront_url in the settings or options): the shopper comes back to it from Klarna's page."
  )
}

function returning(returnUrl: string, outcome: string, cartId: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set("klarna", outcome)
  url.searchParams.set("cart_id", cartId)
  return url.toString()
}
