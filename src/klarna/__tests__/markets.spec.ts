import { localeFor, MARKETS, marketOf } from "../markets"

it("knows 26 countries, each with a currency, a region and locales of its own", () => {
  expect(MARKETS).toHaveLength(26)
  expect(new Set(MARKETS.map(({ country }) => country)).size).toBe(26)
  for (const { country, locales } of MARKETS) {
    for (const locale of locales) expect(locale).toMatch(new RegExp(`^[a-z]{2}-${country}$`))
  }
})

it("F15: routes Mexico to North America and New Zealand to Oceania, the rest but four to Europe", () => {
  const regions = (apiRegion: string) =>
    MARKETS.filter((market) => market.apiRegion === apiRegion).map(({ country }) => country)
  expect(regions("na")).toEqual(["CA", "MX", "US"])
  expect(regions("oc")).toEqual(["AU", "NZ"])
  expect(regions("eu")).toHaveLength(21)
})

it("tells tax as a line of its own in the US alone, unless the caller chooses", () => {
  expect(
    MARKETS.filter(({ taxForm }) => taxForm === "sales_tax").map(({ country }) => country)
  ).toEqual(["US"])
})

it("finds a market whatever the case, and none where Klarna is not", () => {
  expect(marketOf("se")?.currency).toBe("SEK")
  expect(marketOf(" GB ")?.name).toBe("United Kingdom")
  for (const none of ["JP", "", "constructor", null, undefined])
    expect(marketOf(none)).toBeUndefined()
})

it.each([
  ["AT", "de_DE", "de-AT"],
  ["AT", "de", "de-AT"],
  ["SE", "en-US", "en-SE"],
  ["SE", "sv", "sv-SE"],
  ["SE", "fr-FR", "sv-SE"],
  ["SE", "EN", "en-SE"],
  ["SE", "sv_SE.UTF-8", "sv-SE"],
  ["CH", "it-IT", "it-CH"],
  ["BE", "fr", "fr-BE"],
  ["NO", "no-NO", "nb-NO"],
  ["NO", "nn", "nb-NO"],
  ["US", "es", "es-US"],
  ["GB", "de", "en-GB"],
  ["GB", "", "en-GB"],
  ["GB", undefined, "en-GB"],
  ["GB", null, "en-GB"],
  ["JP", "ja", "en-US"],
])("F14: in %s a shop in %p speaks %s with Klarna", (country, wanted, locale) => {
  expect(localeFor(country, wanted)).toBe(locale)
})
