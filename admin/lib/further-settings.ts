import {
  applyChange,
  fieldOf,
  problemOf,
  resolveSettings,
  SETTING_KEYS,
  type MarketSettings,
  type SettingKey,
} from "../../src/settings"
import type { KeptSettings } from "../../src/api/admin/klarna/markets/types"
import type { MarketChange } from "./apply-change"

const GROUPS: ReadonlySet<string> = new Set(["checkout", "orders", "storefront"])

/** The settings that have no column in the overview of markets, and are set in a market's drawer. */
export const FURTHER_SETTINGS: readonly SettingKey[] = SETTING_KEYS.filter((key) => {
  const { group, overview } = fieldOf(key)
  return !overview && GROUPS.has(group)
})

/** What is chosen in a form and not saved yet; `null` inherits. */
export type Draft = MarketChange["values"]

/** What a form starts from: the values of its own that a market has, and those of all markets. */
export type Kept = { own: KeptSettings; defaults: KeptSettings | null }

/** The values in force once the draft is saved, and which of them are the market's own. */
export function withDraft(
  { own, defaults }: Kept,
  draft: Draft
): { settings: MarketSettings; isOwn: (key: SettingKey) => boolean } {
  const values = applyChange(own, draft)
  return {
    settings: resolveSettings(defaults ?? {}, values),
    isOwn: (key) => values[key] !== undefined,
  }
}

/** What of a draft is another value than the one that is kept. */
export function changesOf({ own }: Kept, draft: Draft): Draft {
  return Object.fromEntries(
    Object.entries(draft).filter(([key, value]) => value !== (own[key] ?? null))
  )
}

/** What is wrong with a value of a draft, in words; undefined where all is well. */
export function draftProblem(draft: Draft, key: SettingKey): string | undefined {
  const value = draft[key]
  if (value === undefined || value === null) return undefined
  return problemOf(fieldOf(key), value) ?? undefined
}
