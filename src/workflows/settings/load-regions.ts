import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { MarketRegion } from "./market-state"

// A link whose other side was deleted comes back as a hole in the list.
const RegionRow = z.object({
  id: z.string(),
  name: z.string(),
  currency_code: z.string(),
  countries: z.array(z.object({ iso_2: z.string() }).nullish()).nullish(),
  payment_providers: z
    .array(z.object({ id: z.string(), is_enabled: z.boolean() }).nullish())
    .nullish(),
})

/**
 * Regions of the store with their countries and the payment providers that are switched on there.
 *
 * @param country - only the region of this country; all regions where absent
 * @example
 * const [region] = await loadRegions(req.scope, "SE")
 */
export async function loadRegions(
  scope: MedusaContainer,
  country?: string
): Promise<MarketRegion[]> {
  const query = scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "region",
    fields: [
      "id",
      "name",
      "currency_code",
      "countries.iso_2",
      "payment_providers.id",
      "payment_providers.is_enabled",
    ],
    filters: country ? { countries: { iso_2: country.toLowerCase() } } : {},
  })
  return z
    .array(RegionRow)
    .parse(data)
    .map((region) => ({
      id: region.id,
      name: region.name,
      currency_code: region.currency_code,
      countries: (region.countries ?? []).flatMap((entry) => entry?.iso_2 ?? []),
      payment_providers: (region.payment_providers ?? []).flatMap((provider) =>
        provider?.is_enabled ? provider.id : []
      ),
    }))
}

/** The region that a country belongs to; Medusa allows one. */
export function regionOf(regions: readonly MarketRegion[], country: string): MarketRegion | null {
  const iso2 = country.toLowerCase()
  return regions.find((region) => region.countries.includes(iso2)) ?? null
}
