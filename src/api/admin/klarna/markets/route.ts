import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MARKETS } from "../../../../klarna/markets"
import { KLARNA_MODULE } from "../../../../modules/klarna"
import {
  DEFAULTS_ROW,
  type default as KlarnaModuleService,
} from "../../../../modules/klarna/service"
import { applyChange, resolveSettings } from "../../../../settings"
import {
  isProviderEnabled,
  loadRegions,
  marketState,
  regionOf,
} from "../../../../workflows/settings"
import type { AdminKlarnaMarket, AdminKlarnaMarketsResponse } from "./types"

/** All markets that Klarna serves, with what is set and what stands in the way in each. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaMarketsResponse>
): Promise<void> {
  const klarna = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const [rows, regions] = await Promise.all([
    klarna.listKlarnaMarketSettings(),
    loadRegions(req.scope),
  ])
  // Read through the table, so that keys of another version of the plugin don't show.
  const keptFor = (market: string) => {
    const row = rows.find((one) => one.market === market)
    return { values: applyChange(row?.values ?? {}, {}), version: row?.version ?? 0 }
  }
  const defaults = keptFor(DEFAULTS_ROW)

  const markets = MARKETS.map((market): AdminKlarnaMarket => {
    const kept = keptFor(market.country)
    const settings = resolveSettings(defaults.values, kept.values)
    const connection = klarna.connection(market.country)
    const region = regionOf(regions, market.country)
    const state = marketState({
      country: market.country,
      currency: market.currency,
      connection,
      region,
      settings,
    })
    return {
      country_code: market.country,
      name: market.name,
      currency_code: market.currency,
      region: region && { id: region.id, name: region.name, currency_code: region.currency_code },
      provider_enabled: isProviderEnabled(region),
      api_region: market.apiRegion,
      environment: connection.available ? connection.environment : null,
      client_id: connection.available ? connection.clientId : null,
      available: state.available,
      reason_code: state.code,
      reason: state.reason,
      settings,
      overrides: kept.values,
      version: kept.version,
    }
  })

  res.json({ markets, defaults: { ...defaults, settings: resolveSettings(defaults.values, null) } })
}
