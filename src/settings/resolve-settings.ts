import { problemOf } from "./check-settings"
import { fieldOf, SETTING_KEYS, type MarketSettings, type SettingKey } from "./fields"

type Kept = Readonly<Record<string, unknown>> | null | undefined

/**
 * The settings in force for a market: its own value, else the one for all markets, else the table's. A kept value that the table no
 * longer allows counts as not set, so that an old row never breaks a checkout.
 *
 * @param defaults - what is kept for all markets
 * @param overrides - what is kept for this market
 * @example
 * resolveSettings({ "product.on": false }, { "product.on": true })["product.on"] // true
 */
export function resolveSettings(defaults: Kept, overrides: Kept): MarketSettings {
  const resolved: Partial<Record<SettingKey, unknown>> = {}
  for (const key of SETTING_KEYS) {
    const field = fieldOf(key)
    const chosen = [overrides, defaults].find(
      (kept) => holds(kept, key) && problemOf(field, kept[key]) === null
    )
    resolved[key] = chosen ? chosen[key] : field.default
  }
  // Each value was checked against its own field, which is what the type says.
  return resolved as MarketSettings
}

/** Where the value in force of a setting comes from. */
export type SettingOrigin = "market" | "defaults" | "built_in"

/**
 * Where the value in force of a setting comes from.
 *
 * @example
 * originOf("product.on", { "product.on": false }, {}) // "defaults"
 */
export function originOf(key: SettingKey, defaults: Kept, overrides: Kept): SettingOrigin {
  const field = fieldOf(key)
  if (holds(overrides, key) && problemOf(field, overrides[key]) === null) return "market"
  if (holds(defaults, key) && problemOf(field, defaults[key]) === null) return "defaults"
  return "built_in"
}

function holds(kept: Kept, key: SettingKey): kept is Readonly<Record<string, unknown>> {
  return kept?.[key] !== undefined && kept[key] !== null
}
