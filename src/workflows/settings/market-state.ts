import type { Connection } from "../../options"
import { isKlarna } from "../../providers/klarna/provider-id"
import type { MarketSettings } from "../../settings"

/** What a market's Medusa region says about selling there. */
export type MarketRegion = {
  id: string
  name: string
  /** As Medusa keeps it: lower case. */
  currency_code: string
  /** Lower-case country codes. */
  countries: string[]
  /** Ids of the payment providers that are switched on in the region. */
  payment_providers: string[]
}

/** Why Klarna can't be used in a market. */
export type MarketReasonCode =
  | "market_unknown"
  | "credentials_missing"
  | "region_missing"
  | "currency_mismatch"
  | "provider_disabled"
  | "switched_off"

/** Whether shoppers of a market can pay with Klarna; if not, why, in a code and in words for the merchant. */
export type MarketState =
  | { available: true; code: null; reason: null }
  | { available: false; code: MarketReasonCode; reason: string }

/** What the state of a market is worked out from. */
export type MarketFacts = {
  country: string
  /** The only currency that Klarna takes in this country, upper case. */
  currency: string
  connection: Connection
  region: MarketRegion | null
  settings: Pick<MarketSettings, "available">
}

/**
 * Whether shoppers of a market can pay with Klarna. The first obstacle counts, in the order in which a merchant would clear them:
 * credentials, region, currency, provider, switch.
 *
 * @example
 * marketState({ country: "SE", currency: "SEK", connection, region: null, settings })
 * // { available: false, code: "region_missing", reason: "SE is in no region of this store. ..." }
 */
export function marketState(facts: MarketFacts): MarketState {
  const { country, currency, connection, region, settings } = facts
  if (!connection.available) return off(connection.code, connection.reason)
  if (!region) {
    return off(
      "region_missing",
      `${country} is in no region of this store. Add it to a region under Settings > Regions.`
    )
  }
  if (region.currency_code.toUpperCase() !== currency) {
    return off(
      "currency_mismatch",
      `Klarna takes ${currency} in ${country}, but the region ${region.name} sells in ${region.currency_code.toUpperCase()}. Give ${country} a region in ${currency}.`
    )
  }
  if (!isProviderEnabled(region)) {
    return off(
      "provider_disabled",
      `Klarna is not among the payment providers of the region ${region.name}. Add it under Settings > Regions > ${region.name}.`
    )
  }
  if (!settings.available) return off("switched_off", `Klarna is switched off for ${country}.`)
  return { available: true, code: null, reason: null }
}

/** Whether a region offers Klarna as payment provider. */
export function isProviderEnabled(region: MarketRegion | null): boolean {
  return region?.payment_providers.some(isKlarna) ?? false
}

function off(code: MarketReasonCode, reason: string): MarketState {
  return { available: false, code, reason }
}
