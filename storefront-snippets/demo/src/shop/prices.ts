import type { HttpTypes } from "@medusajs/types"

/** A variant's price in the market as the shop shows it: with tax where the market's prices contain it, else without. */
export function priceOf(variant: HttpTypes.StoreProductVariant): number | null {
  return variant.calculated_price?.calculated_amount ?? null
}
