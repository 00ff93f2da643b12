import { marketOf } from "../klarna/markets"
import type { KlarnaOptions } from "./parse-options"
import type { ApiRegion, KlarnaEnvironment } from "./schema"

/** A way to Klarna's API for one market, or the reason why there is none. */
export type Connection =
  | {
      available: true
      region: ApiRegion
      environment: KlarnaEnvironment
      baseUrl: string
      authorization: string
      clientId: string | null
    }
  | { available: false; code: "market_unknown" | "credentials_missing"; reason: string }

const HOST_SUFFIX: Record<ApiRegion, string> = { eu: "", na: "-na", oc: "-oc" }

/**
 * How to reach Klarna for a market: its own credentials, else its region's.
 *
 * @example
 * connectionFor(options, "SE") // { available: true, region: "eu", baseUrl: "https://api.playground.klarna.com", ... }
 */
export function connectionFor(options: KlarnaOptions, countryCode: string): Connection {
  const market = marketOf(countryCode)
  if (!market) {
    return {
      available: false,
      code: "market_unknown",
      reason: `Klarna does not serve the country ${countryCode.slice(0, 2).toUpperCase()}.`,
    }
  }
  const region = market.apiRegion
  const credential = options.markets[market.country] ?? options.regions[region]
  if (!credential) {
    return {
      available: false,
      code: "credentials_missing",
      reason: `No Klarna credentials for ${market.country}. Set credentials.${region} in the plugin's options or KLARNA_${region.toUpperCase()}_API_KEY.`,
    }
  }
  return {
    available: true,
    region,
    environment: credential.environment,
    baseUrl: credential.baseUrl ?? klarnaHost(region, credential.environment),
    authorization: credential.authorization,
    clientId: credential.clientId ?? null,
  }
}

/** Klarna's own host of a region and environment. Source: Klarna's list of API URLs. */
function klarnaHost(region: ApiRegion, environment: KlarnaEnvironment): string {
  const world = environment === "playground" ? ".playground" : ""
  return `https://api${HOST_SUFFIX[region]}${world}.klarna.com`
}
