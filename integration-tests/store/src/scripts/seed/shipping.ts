import {
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { MARKETS, type ShippingSeed } from "./markets"
import { only, type SeedContext } from "./context"

const LOCATION = "Demo warehouse"
const PROFILE = "Demo shipping"
const FULFILLMENT_SET = "Demo delivery"
const FULFILLMENT_PROVIDER = "manual_manual"

/** Warehouse, shipping profile and two shipping options a market. Answers the ids that products need. */
export async function seedShipping(
  context: SeedContext,
  channelId: string,
  regionIds: Map<string, string>
): Promise<{ locationId: string; profileId: string }> {
  const profileId = await ensureProfile(context)
  const locationId = await ensureLocation(context, channelId)
  const zones = await ensureZones(context, locationId)

  for (const market of MARKETS) {
    const zoneId = zones.get(market.region)
    const regionId = regionIds.get(market.country)
    if (!zoneId || !regionId) throw new Error(`The seed has no service zone for ${market.region}.`)
    for (const option of market.shipping) {
      await ensureOption(context, {
        option,
        zoneId,
        regionId,
        profileId,
        currency: market.currency,
      })
    }
  }
  return { locationId, profileId }
}

async function ensureProfile({ container, find }: SeedContext): Promise<string> {
  const [existing] = await find<{ id: string }>("shipping_profile", { name: PROFILE })
  if (existing) return existing.id
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: PROFILE, type: "default" }] },
  })
  return only(result, "shipping profile").id
}

async function ensureLocation(
  { container, find }: SeedContext,
  channelId: string
): Promise<string> {
  const [existing] = await find<{ id: string }>("stock_location", { name: LOCATION })
  if (existing) return existing.id
  const { result } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [
        {
          name: LOCATION,
          address: { city: "Stockholm", country_code: "SE", address_1: "Lagergatan 1" },
        },
      ],
    },
  })
  const { id } = only(result, "stock location")
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: FULFILLMENT_PROVIDER },
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id, add: [channelId] } })
  return id
}

async function ensureZones(
  { container, find }: SeedContext,
  locationId: string
): Promise<Map<string, string>> {
  const existing = await find<{ id: string; name: string }>("service_zone", {
    fulfillment_set: { name: FULFILLMENT_SET },
  })
  if (existing.length) return new Map(existing.map((zone) => [zone.name, zone.id]))

  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const set = await fulfillment.createFulfillmentSets({
    name: FULFILLMENT_SET,
    type: "shipping",
    service_zones: MARKETS.map((market) => ({
      name: market.region,
      geo_zones: [{ type: "country" as const, country_code: market.country }],
    })),
  })
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  })
  return new Map(set.service_zones.map((zone) => [zone.name, zone.id]))
}

async function ensureOption(
  { container, find }: SeedContext,
  wanted: {
    option: ShippingSeed
    zoneId: string
    regionId: string
    profileId: string
    currency: string
  }
): Promise<void> {
  const { option, zoneId, regionId, profileId, currency } = wanted
  const existing = await find("shipping_option", {
    name: option.name,
    service_zone_id: zoneId,
  })
  if (existing.length) return
  await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name: option.name,
        price_type: "flat",
        provider_id: FULFILLMENT_PROVIDER,
        service_zone_id: zoneId,
        shipping_profile_id: profileId,
        type:
          option.kind === "express"
            ? { label: "Express", description: "In one to two days.", code: "express" }
            : { label: "Standard", description: "In two to four days.", code: "standard" },
        prices: [
          { currency_code: currency, amount: option.amount },
          { region_id: regionId, amount: option.amount },
        ],
        rules: [
          { attribute: "enabled_in_store", value: "true", operator: "eq" },
          { attribute: "is_return", value: "false", operator: "eq" },
        ],
      },
    ],
  })
}
