import { fieldOf, SETTING_KEYS, type MarketSettings, type SettingKey } from "./fields"

/** One difference between two sets of settings, for a plan in words. */
export type SettingChange = {
  key: SettingKey
  what: "turned_on" | "turned_off" | "changed"
  before: MarketSettings[SettingKey]
  after: MarketSettings[SettingKey]
}

/**
 * What would be different: one entry for each setting whose value in force changes, in the order of the table.
 *
 * @example
 * describeChange(before, { ...before, "product.on": false })
 * // [{ key: "product.on", what: "turned_off", before: true, after: false }]
 */
export function describeChange(before: MarketSettings, after: MarketSettings): SettingChange[] {
  return SETTING_KEYS.filter((key) => before[key] !== after[key]).map((key) => ({
    key,
    what: fieldOf(key).kind !== "boolean" ? "changed" : after[key] ? "turned_on" : "turned_off",
    before: before[key],
    after: after[key],
  }))
}
