import type { MarketSettings, Placement } from "../../../../settings"

/** Why a storefront can't offer Klarna. `unavailable`: the settings could not be read right now. */
export type StoreKlarnaConfigReason =
  | "country_missing"
  | "market_unknown"
  | "credentials_missing"
  | "region_missing"
  | "currency_mismatch"
  | "provider_disabled"
  | "switched_off"
  | "unavailable"

/** One message of Klarna's: what goes into `<klarna-placement>`. */
export type StoreKlarnaPlacement = { key: string; theme: "default" | "dark" | "custom" }

/** Looks of one express button. */
export type StoreKlarnaExpressButton = {
  theme: "default" | "dark" | "light" | "outlined"
  shape: "default" | "rect" | "pill"
}

/** Answer of `GET /store/klarna/config`: all that a storefront needs to show Klarna in a market. */
export type StoreKlarnaConfig = {
  /** Version of this shape. Grows when a field changes its meaning or goes away. */
  version: 1
  /** Whether shoppers can pay with Klarna. Where not, placements and express buttons are all null. */
  available: boolean
  reason: StoreKlarnaConfigReason | null
  /** Upper case; null where none was given. */
  country_code: string | null
  /** The currency that Klarna takes there, upper case. */
  currency_code: string | null
  environment: "playground" | "production" | null
  /** Public client identifier for Klarna's scripts. */
  client_id: string | null
  /** The wanted locale where Klarna has it, else the closest one of the country. */
  locale: string | null
  /** Addresses of Klarna's payments library and web SDK. */
  scripts: { payments: string; web_sdk: string } | null
  /** Medusa id of the payment provider. */
  provider_id: string
  /** Where to show Klarna's messages; null is off. */
  placements: Record<Placement, StoreKlarnaPlacement | null>
  /** Where to show express buttons; null is off. */
  express: { product: StoreKlarnaExpressButton | null; cart: StoreKlarnaExpressButton | null }
  /** Whether checkout opens with Klarna chosen. */
  preselection: MarketSettings["preselection"]
}
