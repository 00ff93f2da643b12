import {
  createRegionsWorkflow,
  createTaxRatesWorkflow,
  createTaxRegionsWorkflow,
  updateRegionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { MARKETS, type MarketSeed } from "./markets"
import { only, type SeedContext } from "./context"

const PROVIDERS = ["pp_klarna_klarna", "pp_system_default"]
const TAX_PROVIDER = "tp_system"

/** One region a market, with Klarna and the manual provider enabled. Answers their ids by country. */
export async function seedRegions({ container, find }: SeedContext): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const market of MARKETS) {
    const [existing] = await find<{ id: string }>("region", { name: market.region })
    if (existing) {
      await updateRegionsWorkflow(container).run({
        input: { selector: { id: existing.id }, update: { payment_providers: PROVIDERS } },
      })
      ids.set(market.country, existing.id)
      continue
    }
    const { result } = await createRegionsWorkflow(container).run({
      input: {
        regions: [
          {
            name: market.region,
            currency_code: market.currency,
            countries: [market.country],
            payment_providers: PROVIDERS,
            automatic_taxes: true,
            is_tax_inclusive: market.pricesIncludeTax,
          },
        ],
      },
    })
    ids.set(market.country, only(result, "region").id)
  }
  return ids
}

/** Tax regions with their default rate, and states. Rates for single products need the products: see `seedProductTaxes`. */
export async function seedTaxRegions(context: SeedContext): Promise<void> {
  for (const market of MARKETS) {
    const parent = await ensureTaxRegion(context, market)
    for (const state of market.states ?? []) {
      // Medusa's admin writes a state as `us-ny`, many storefronts write `NY`: both find the rate.
      for (const province of [`${market.country}-${state.code}`, state.code]) {
        await ensureState(context, { market, parent, province, state })
      }
    }
  }
}

async function ensureTaxRegion({ container, find }: SeedContext, market: MarketSeed) {
  const [existing] = await find<{ id: string }>("tax_region", {
    country_code: market.country,
    province_code: null,
  })
  if (existing) return existing.id
  const standard = only(
    market.taxes.filter((tax) => !tax.products),
    "default tax rate"
  )
  const { result } = await createTaxRegionsWorkflow(container).run({
    input: [
      {
        country_code: market.country,
        provider_id: TAX_PROVIDER,
        default_tax_rate: { name: standard.name, code: standard.code, rate: standard.rate },
      },
    ],
  })
  return only(result, "tax region").id
}

async function ensureState(
  { container, find }: SeedContext,
  wanted: {
    market: MarketSeed
    parent: string
    province: string
    state: { code: string; name: string; rate: number }
  }
) {
  const { market, parent, province, state } = wanted
  const existing = await find("tax_region", {
    country_code: market.country,
    province_code: province,
  })
  if (existing.length) return
  await createTaxRegionsWorkflow(container).run({
    input: [
      {
        country_code: market.country,
        province_code: province,
        parent_id: parent,
        default_tax_rate: {
          name: state.name,
          code: `${market.country}-${state.code}`.toUpperCase(),
          rate: state.rate,
        },
      },
    ],
  })
}

/** Reduced rates of single products, such as books. */
export async function seedProductTaxes(
  { container, find }: SeedContext,
  productIds: Map<string, string>
): Promise<void> {
  for (const market of MARKETS) {
    const region = only(
      await find<{ id: string }>("tax_region", {
        country_code: market.country,
        province_code: null,
      }),
      "tax region"
    )
    for (const tax of market.taxes) {
      if (!tax.products) continue
      const existing = await find("tax_rate", { tax_region_id: region.id, code: tax.code })
      if (existing.length) continue
      await createTaxRatesWorkflow(container).run({
        input: [
          {
            tax_region_id: region.id,
            name: tax.name,
            code: tax.code,
            rate: tax.rate,
            is_default: false,
            rules: tax.products.map((handle) => ({
              reference: "product",
              reference_id: productIds.get(handle) ?? "",
            })),
          },
        ],
      })
    }
  }
}
