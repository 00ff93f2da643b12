import { storeRequest, type KlarnaStoreOptions } from "./store-api"

/** The places of on-site messages. */
export type PlacementName = "top_banner" | "product" | "cart" | "footer"

/** How one placement looks. */
export interface PlacementConfig {
  /** Klarna's placement key, such as `credit-promotion-auto-size`. */
  key: string
  theme: "default" | "dark" | "custom"
}

/** How an express button looks. */
export interface ExpressConfig {
  theme: string
  shape: string
}

/** The answer of `GET /store/klarna/config`: what of Klarna a market shows. A part that is off is `null`. */
export interface KlarnaConfig {
  version: 1
  /** False when Klarna is not offered in this market; `reason` says why. */
  available: boolean
  reason: string | null
  country_code: string | null
  currency_code: string | null
  environment: "playground" | "production" | null
  /** Klarna's public client identifier; on-site messages need it. */
  client_id: string | null
  locale: string | null
  scripts: { payments: string; web_sdk: string } | null
  provider_id: string
  placements: Record<PlacementName, PlacementConfig | null>
  express: { product: ExpressConfig | null; cart: ExpressConfig | null }
  preselection: "off" | "returning" | "always"
}

/** A placement that is on, with all that drawing it takes. */
export interface ReadyPlacement extends PlacementConfig {
  locale: string
  clientId: string
  environment: string
  src: string
}

/**
 * Fetches what a market shows of Klarna.
 *
 * @param market `countryCode` is the shopper's country; `locale` (such as `sv-SE`) is optional, Klarna's default for the country is used
 * @throws {KlarnaStoreError} when the server refuses, can't be reached, or answers with something else
 * @example
 * const config = await fetchKlarnaConfig({ backendUrl, publishableKey }, { countryCode: "se" })
 */
export async function fetchKlarnaConfig(
  store: KlarnaStoreOptions,
  market: { countryCode: string; locale?: string | undefined },
  signal?: AbortSignal
): Promise<KlarnaConfig> {
  const query = new URLSearchParams({ country_code: market.countryCode.toUpperCase() })
  if (market.locale) query.set("locale", market.locale)
  return storeRequest<KlarnaConfig>(store, `/store/klarna/config?${query}`, { signal })
}

/**
 * What drawing a placement takes, or `null` when it must not be drawn. Takes a config from anywhere: a broken one draws nothing.
 *
 * @example
 * placementOf(config, "product")?.key // "credit-promotion-auto-size"
 */
export function placementOf(
  config: KlarnaConfig | null,
  name: PlacementName
): ReadyPlacement | null {
  const placement = config?.available ? config.placements?.[name] : null
  if (!config || !placement?.key || !config.client_id || !config.locale) return null
  const src = config.scripts?.web_sdk
  if (!src) return null
  return {
    key: placement.key,
    theme: placement.theme,
    locale: config.locale,
    clientId: config.client_id,
    environment: config.environment ?? "playground",
    src,
  }
}
