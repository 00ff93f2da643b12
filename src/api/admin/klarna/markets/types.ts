import type { MarketSettings } from "../../../../settings"

/** What somebody chose for a market; what is absent is inherited. */
export type KeptSettings = Record<string, unknown>

/** What stands in the way of Klarna in a market. */
export type AdminKlarnaMarketReason =
  | "market_unknown"
  | "credentials_missing"
  | "region_missing"
  | "currency_mismatch"
  | "provider_disabled"
  | "switched_off"

/** One market as the admin sees it. */
export type AdminKlarnaMarket = {
  /** Upper-case country code. */
  country_code: string
  /** English name of the country. */
  name: string
  /** The currency that Klarna takes there, upper case. */
  currency_code: string
  region: { id: string; name: string; currency_code: string } | null
  /** Whether Klarna is among the region's payment providers. */
  provider_enabled: boolean
  /** Klarna's API region. */
  api_region: "eu" | "na" | "oc"
  /** Test or live; null where there are no credentials. */
  environment: "playground" | "production" | null
  /** Public client identifier; without it messages and express buttons can't be shown. */
  client_id: string | null
  /** Whether shoppers can pay with Klarna. */
  available: boolean
  /** Why not, as a code. */
  reason_code: AdminKlarnaMarketReason | null
  /** Why not, in words. */
  reason: string | null
  /** Values in force. */
  settings: MarketSettings
  /** Values that are this market's own. */
  overrides: KeptSettings
  /** Grows with each save; 0 where nothing is kept. Send it back to save. */
  version: number
}

/** Answer of `GET /admin/klarna/markets`. */
export type AdminKlarnaMarketsResponse = {
  markets: AdminKlarnaMarket[]
  defaults: { values: KeptSettings; settings: MarketSettings; version: number }
}

/** Answer of `POST /admin/klarna/markets/:market`. */
export type AdminKlarnaMarketSettingsResponse = {
  market_settings: {
    /** `default` or a country code. */
    market: string
    values: KeptSettings
    settings: MarketSettings
    version: number
  }
}
