import type { Connection } from "../../../../options"
import type { MarketSettings, Placement } from "../../../../settings"
import { KLARNA_PROVIDER_ID } from "../../../../providers/klarna/provider-id"
import type { MarketState } from "../../../../workflows/settings/market-state"
import type {
  StoreKlarnaConfig,
  StoreKlarnaConfigReason,
  StoreKlarnaExpressButton,
  StoreKlarnaPlacement,
} from "./types"

const NOTHING_SHOWN = {
  placements: { top_banner: null, product: null, cart: null, footer: null },
  express: { product: null, cart: null },
  preselection: "off",
} as const

/** What a storefront's configuration is built from. */
export type ConfigSource = {
  country: string
  currency: string
  locale: string
  connection: Connection
  state: MarketState
  settings: MarketSettings
  scripts: { payments: string; webSdk: string }
}

/** The configuration of a market. Where Klarna can't be used, everything is off. */
export function buildConfig(source: ConfigSource): StoreKlarnaConfig {
  const { connection, state, settings } = source
  const market = {
    version: 1,
    country_code: source.country,
    currency_code: source.currency,
    locale: source.locale,
    scripts: { payments: source.scripts.payments, web_sdk: source.scripts.webSdk },
    provider_id: KLARNA_PROVIDER_ID,
  } as const

  if (!state.available || !connection.available) {
    return {
      ...market,
      available: false,
      reason: state.available ? "credentials_missing" : state.code,
      environment: connection.available ? connection.environment : null,
      client_id: null,
      ...NOTHING_SHOWN,
    }
  }
  // Klarna's messages and buttons identify the shop by its client id. Without one they would fail in the shopper's browser.
  const shown = connection.clientId === null ? null : settings
  return {
    ...market,
    available: true,
    reason: null,
    environment: connection.environment,
    client_id: connection.clientId,
    placements: {
      top_banner: placement(shown, "top_banner"),
      product: placement(shown, "product"),
      cart: placement(shown, "cart"),
      footer: placement(shown, "footer"),
    },
    express: {
      product: expressButton(shown, "express_product"),
      cart: expressButton(shown, "express_cart"),
    },
    preselection: settings.preselection,
  }
}

/** The configuration where no market is known, or none can be read. */
export function emptyConfig(
  reason: StoreKlarnaConfigReason,
  country: string | null
): StoreKlarnaConfig {
  return {
    version: 1,
    available: false,
    reason,
    country_code: country,
    currency_code: null,
    environment: null,
    client_id: null,
    locale: null,
    scripts: null,
    provider_id: KLARNA_PROVIDER_ID,
    ...NOTHING_SHOWN,
  }
}

function placement(settings: MarketSettings | null, name: Placement): StoreKlarnaPlacement | null {
  if (!settings?.[`${name}.on`]) return null
  return { key: settings[`${name}.key`], theme: settings[`${name}.theme`] }
}

function expressButton(
  settings: MarketSettings | null,
  name: "express_product" | "express_cart"
): StoreKlarnaExpressButton | null {
  if (!settings?.[`${name}.on`]) return null
  return { theme: settings[`${name}.theme`], shape: settings[`${name}.shape`] }
}
