import { resolveSettings } from "../../../src/settings"
import { sortMarkets, type NamedMarket } from "../sort-markets"

const market = (country_code: string, label: string, inUse: boolean): NamedMarket => ({
  country_code,
  label,
  name: label,
  currency_code: "EUR",
  region: inUse ? { id: "reg", name: "Region", currency_code: "eur" } : null,
  provider_enabled: inUse,
  api_region: "eu",
  environment: null,
  client_id: null,
  available: false,
  reason_code: null,
  reason: null,
  settings: resolveSettings({}, {}),
  overrides: {},
  version: 0,
})

const markets = [
  market("AT", "Österrike", false),
  market("SE", "Sverige", true),
  market("FI", "Finland", false),
  market("DE", "Tyskland", true),
]
const codes = (typed: string) =>
  sortMarkets(markets, typed, "sv").map(({ country_code }) => country_code)

describe("the list of markets", () => {
  it("begins with those that the store sells in, each group in the reader's alphabet", () => {
    expect(codes("")).toEqual(["SE", "DE", "FI", "AT"])
  })

  it("is searched by name or by country code, in any case", () => {
    expect(codes("öster")).toEqual(["AT"])
    expect(codes(" se ")).toEqual(["SE"])
    expect(codes("LAND")).toEqual(["DE", "FI"])
    expect(codes("nowhere")).toEqual([])
  })
})
