import { SETTING_KEYS } from "./fields"

/**
 * Kept values with a change laid over them: a value sets, `null` gives back to inheritance, what is absent stays. Keys that are not
 * in the table are dropped.
 *
 * @example
 * applyChange({ "product.on": false, capture: "manual" }, { "product.on": null }) // { capture: "manual" }
 */
export function applyChange(
  kept: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const next: Record<string, unknown> = {}
  for (const key of SETTING_KEYS) {
    const value = change[key] === undefined ? kept[key] : change[key]
    if (value !== null && value !== undefined) next[key] = value
  }
  return next
}
