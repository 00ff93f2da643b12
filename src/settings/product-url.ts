import type { MarketSettings } from "./fields"
import { fillPattern, storefrontOf } from "./fill-pattern"

/** What a product's address is made of. */
export type ProductUrlParts = {
  /** Upper or lower case; the address gets lower case, as Medusa's storefronts use. */
  countryCode: string
  handle: string
  /** Used where the market has no storefront address of its own. */
  fallbackStorefrontUrl?: string | undefined
}

/**
 * A product's address in the shop, or null where no storefront address is known.
 *
 * @example
 * productUrl(settings, { countryCode: "SE", handle: "wool-sweater" })
 * // "https://shop.example/se/products/wool-sweater"
 */
export function productUrl(
  settings: Pick<MarketSettings, "storefront_url" | "product_url_pattern">,
  parts: ProductUrlParts
): string | null {
  return (
    fillPattern(settings.product_url_pattern, {
      storefront_url: storefrontOf(settings.storefront_url, parts.fallbackStorefrontUrl),
      country_code: parts.countryCode.toLowerCase(),
      handle: parts.handle,
    }) ?? null
  )
}
