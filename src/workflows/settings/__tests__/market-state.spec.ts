import type { Connection } from "../../../options"
import { regionOf } from "../load-regions"
import { marketState, type MarketFacts, type MarketRegion } from "../market-state"

const connection: Connection = {
  available: true,
  region: "eu",
  environment: "playground",
  baseUrl: "https://api.playground.klarna.com",
  authorization: "Basic secret",
  clientId: "klarna_test_client_x",
}

const nordics: MarketRegion = {
  id: "reg_1",
  name: "Nordics",
  currency_code: "sek",
  countries: ["se", "no"],
  payment_providers: ["pp_system_default", "pp_klarna_klarna"],
}

const ready: MarketFacts = {
  country: "SE",
  currency: "SEK",
  connection,
  region: nordics,
  settings: { available: true },
}

describe("whether shoppers of a market can pay with Klarna", () => {
  it("yes, where nothing stands in the way", () => {
    expect(marketState(ready)).toEqual({ available: true, code: null, reason: null })
  })

  it.each<[string, Partial<MarketFacts>, RegExp]>([
    [
      "credentials_missing",
      { connection: { available: false, code: "credentials_missing", reason: "No credentials." } },
      /No credentials/,
    ],
    ["region_missing", { region: null }, /SE is in no region/],
    [
      "currency_mismatch",
      { region: { ...nordics, currency_code: "eur" } },
      /takes SEK in SE.*Nordics sells in EUR/,
    ],
    [
      "provider_disabled",
      { region: { ...nordics, payment_providers: ["pp_system_default"] } },
      /payment providers of the region Nordics/,
    ],
    ["switched_off", { settings: { available: false } }, /switched off for SE/],
  ])("no: %s, with words that say where to look", (code, change, words) => {
    const state = marketState({ ...ready, ...change })
    expect(state).toMatchObject({ available: false, code })
    expect(state.reason).toMatch(words)
  })

  it("names the obstacle that has to go first", () => {
    const state = marketState({ ...ready, region: null, settings: { available: false } })
    expect(state.code).toBe("region_missing")
  })
})

it("a country's region is found by its code in any case", () => {
  expect(regionOf([nordics], "NO")).toBe(nordics)
  expect(regionOf([nordics], "DE")).toBeNull()
})
