import type { MarketSettings } from "./fields"
import { fillPattern, storefrontOf } from "./fill-pattern"

/** What the address of a confirmation page is made of. */
export type ConfirmationUrlParts = {
  /** Upper or lower case; the address gets lower case, as Medusa's storefronts use. */
  countryCode: string
  /** Absent where no cart is paid: a payment link of an order. */
  cartId?: string | undefined
  /** Absent as long as there is no order. */
  orderId?: string | undefined
  /** Used where the market has no storefront address of its own. */
  fallbackStorefrontUrl?: string | undefined
}

/**
 * The page that the shopper sees when the order is placed. The same parts give the same address.
 *
 * @returns undefined where the storefront is not https (Klarna takes no other), or where the pattern asks for a cart or an order
 *   that there is not (yet)
 * @example
 * confirmationUrl(settings, { countryCode: "SE", cartId: "cart_01" })
 * // "https://shop.example/se/order/confirmed?cart_id=cart_01"
 */
export function confirmationUrl(
  settings: Pick<MarketSettings, "storefront_url" | "confirmation_url_pattern">,
  parts: ConfirmationUrlParts
): string | undefined {
  const address = fillPattern(settings.confirmation_url_pattern, {
    storefront_url: storefrontOf(settings.storefront_url, parts.fallbackStorefrontUrl),
    country_code: parts.countryCode.toLowerCase(),
    cart_id: parts.cartId,
    order_id: parts.orderId,
  })
  return address && /^https:\/\//i.test(address) ? address : undefined
}
