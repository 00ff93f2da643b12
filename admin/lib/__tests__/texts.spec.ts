import { fieldOf, SETTING_KEYS } from "../../../src/settings"
import type { AdminKlarnaMarketReason } from "../../../src/api/admin/klarna/markets/types"
import en from "../../i18n/en.json"
import { FURTHER_SETTINGS } from "../further-settings"

const shown = SETTING_KEYS.filter((key) => fieldOf(key).overview)
const has = (object: object, key: string) => Object.prototype.hasOwnProperty.call(object, key)

describe("texts", () => {
  it("name every setting that the page shows", () => {
    expect(shown.filter((key) => !has(en.fields, fieldOf(key).label))).toEqual([])
  })

  it("name and explain every setting of the drawer, and no other", () => {
    const labels = FURTHER_SETTINGS.map((key) => fieldOf(key).label)
    expect(labels.filter((label) => !has(en.fields, label))).toEqual([])
    expect(Object.keys(en.help)).toEqual(labels)
  })

  it("name every choice of every setting that has texts, and no other", () => {
    const titled = SETTING_KEYS.filter((key) => has(en.fields, fieldOf(key).label))
    const choices = titled.flatMap((key) => {
      const field = fieldOf(key)
      return field.kind === "choice" ? field.choices.map((choice) => [field.label, choice]) : []
    })
    const named = Object.entries(en.choices).flatMap(([label, texts]) =>
      Object.keys(texts).map((choice) => [label, choice])
    )
    expect(choices.length).toBeGreaterThan(0)
    expect(named).toEqual(choices)
  })

  it("explain every obstacle that a market can have", () => {
    const codes: Record<Exclude<AdminKlarnaMarketReason, "market_unknown">, true> = {
      credentials_missing: true,
      region_missing: true,
      currency_mismatch: true,
      provider_disabled: true,
      switched_off: true,
    }
    expect(Object.keys(en.settings.reasons)).toEqual(Object.keys(codes))
  })
})
