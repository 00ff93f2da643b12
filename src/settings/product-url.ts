import type { MarketSettings } from "./fields"

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
  const pattern = settings.product_url_pattern
  const storefront = (settings.storefront_url || parts.fallbackStorefrontUrl || "").replace(
    /\/+$/,
    ""
  )
  if (!storefront && pattern.includes("{storefront_url}")) return null

  const values: Record<string, string> = {
    storefront_url: storefront,
    country_code: encodeURIComponent(parts.countryCode.toLowerCase()),
    handle: encodeURIComponent(parts.handle),
  }
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
