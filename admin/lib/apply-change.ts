import { applyChange, resolveSettings, type SettingKey } from "../../src/settings"
import type { AdminKlarnaMarketsResponse } from "../../src/api/admin/klarna/markets/types"

/** Row of the defaults for all markets. */
export const DEFAULTS = "default"

/** A change of one market's settings, or of the defaults; `null` inherits. */
export type MarketChange = {
  market: string
  values: { [Key in SettingKey]?: boolean | string | null }
}

/** The list of markets as it will look when a change is saved: shown at once, before the server has answered. */
export function withChange(
  list: AdminKlarnaMarketsResponse,
  { market, values }: MarketChange
): AdminKlarnaMarketsResponse {
  const kept =
    market === DEFAULTS ? applyChange(list.defaults.values, values) : list.defaults.values
  return {
    defaults: { ...list.defaults, values: kept, settings: resolveSettings(kept, null) },
    markets: list.markets.map((row) => {
      const overrides =
        row.country_code === market ? applyChange(row.overrides, values) : row.overrides
      return { ...row, overrides, settings: resolveSettings(kept, overrides) }
    }),
  }
}

/** The version on which a market's settings, or the defaults, were read. */
export function versionOf(list: AdminKlarnaMarketsResponse, market: string): number {
  if (market === DEFAULTS) return list.defaults.version
  return list.markets.find((row) => row.country_code === market)?.version ?? 0
}

/** The list with the version that a save has written. */
export function withVersion(
  list: AdminKlarnaMarketsResponse,
  market: string,
  version: number
): AdminKlarnaMarketsResponse {
  if (market === DEFAULTS) return { ...list, defaults: { ...list.defaults, version } }
  return {
    ...list,
    markets: list.markets.map((row) => (row.country_code === market ? { ...row, version } : row)),
  }
}
