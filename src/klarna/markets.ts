/** Klarna's API regions; each has hosts and credentials of its own. */
export type ApiRegion = "eu" | "na" | "oc"

/** How tax is told to Klarna: inside each line, or as a line of its own beside net lines. */
export type TaxForm = "included" | "sales_tax"

/** A country that Klarna serves. */
export type Market = {
  /** ISO 3166-1 alpha-2, upper case. */
  country: string
  /** English name. */
  name: string
  /** ISO 4217, upper case: the only currency that Klarna takes there. */
  currency: string
  /** Locales that Klarna speaks there, the default first. */
  locales: readonly [string, ...string[]]
  apiRegion: ApiRegion
  /** Usual tax form. For Canada the caller chooses `sales_tax` where its region's prices exclude tax. */
  taxForm: TaxForm
}

type Row = readonly [
  country: string,
  name: string,
  currency: string,
  locales: readonly [string, ...string[]],
]

const EUROPE: readonly Row[] = [
  ["AT", "Austria", "EUR", ["de-AT", "en-AT"]],
  ["BE", "Belgium", "EUR", ["nl-BE", "fr-BE", "en-BE"]],
  ["CH", "Switzerland", "CHF", ["de-CH", "fr-CH", "it-CH", "en-CH"]],
  ["CZ", "Czechia", "CZK", ["cs-CZ", "en-CZ"]],
  ["DE", "Germany", "EUR", ["de-DE", "en-DE"]],
  ["DK", "Denmark", "DKK", ["da-DK", "en-DK"]],
  ["ES", "Spain", "EUR", ["es-ES", "en-ES"]],
  ["FI", "Finland", "EUR", ["fi-FI", "sv-FI", "en-FI"]],
  ["FR", "France", "EUR", ["fr-FR", "en-FR"]],
  ["GB", "United Kingdom", "GBP", ["en-GB"]],
  ["GR", "Greece", "EUR", ["el-GR", "en-GR"]],
  ["HU", "Hungary", "HUF", ["hu-HU", "en-HU"]],
  ["IE", "Ireland", "EUR", ["en-IE"]],
  ["IT", "Italy", "EUR", ["it-IT", "en-IT"]],
  ["NL", "Netherlands", "EUR", ["nl-NL", "en-NL"]],
  ["NO", "Norway", "NOK", ["nb-NO", "en-NO"]],
  ["PL", "Poland", "PLN", ["pl-PL", "en-PL"]],
  ["PT", "Portugal", "EUR", ["pt-PT", "en-PT"]],
  ["RO", "Romania", "RON", ["ro-RO", "en-RO"]],
  ["SE", "Sweden", "SEK", ["sv-SE", "en-SE"]],
  ["SK", "Slovakia", "EUR", ["sk-SK", "en-SK"]],
]

const NORTH_AMERICA: readonly Row[] = [
  ["CA", "Canada", "CAD", ["en-CA", "fr-CA"]],
  ["MX", "Mexico", "MXN", ["es-MX", "en-MX"]],
  ["US", "United States", "USD", ["en-US", "es-US"]],
]

const OCEANIA: readonly Row[] = [
  ["AU", "Australia", "AUD", ["en-AU"]],
  ["NZ", "New Zealand", "NZD", ["en-NZ"]],
]

function table(rows: readonly Row[], apiRegion: ApiRegion): Market[] {
  return rows.map(([country, name, currency, locales]) => ({
    country,
    name,
    currency,
    locales,
    apiRegion,
    taxForm: country === "US" ? "sales_tax" : "included",
  }))
}

/**
 * The 26 countries that Klarna Payments serves, by country code. Klarna takes the local currency only.
 * Source: Klarna, "Puchase countries, currencies and locales"; US tax form: "Tax handling".
 */
export const MARKETS: readonly Market[] = [
  ...table(EUROPE, "eu"),
  ...table(NORTH_AMERICA, "na"),
  ...table(OCEANIA, "oc"),
].sort((a, b) => (a.country < b.country ? -1 : 1))

const BY_COUNTRY = new Map(MARKETS.map((market) => [market.country, market]))

/**
 * The market of a country, or undefined where Klarna is not.
 *
 * @param country ISO 3166-1 alpha-2 in any case
 * @example
 * marketOf("se")?.currency // "SEK"
 */
export function marketOf(country: string | null | undefined): Market | undefined {
  return BY_COUNTRY.get(country?.trim().toUpperCase() ?? "")
}

/** Languages that people and software name in more than one way. */
const LANGUAGE_ALIASES: Record<string, string> = { no: "nb", nn: "nb" }

/**
 * A locale that Klarna takes in a country: the wanted one, else one of its language, else the country's default. Never throws,
 * since no checkout should fail over a locale. Outside of Klarna's markets it answers `en-US`, Klarna's own default.
 *
 * @example
 * localeFor("AT", "de_DE") // "de-AT"
 * localeFor("SE", "en-US") // "en-SE"
 * localeFor("NO", "no") // "nb-NO"
 */
export function localeFor(country: string, wanted?: string | null): string {
  const market = marketOf(country)
  if (!market) return "en-US"
  const [fallback] = market.locales
  const [language = "", ...rest] = (typeof wanted === "string" ? wanted : "")
    .trim()
    .toLowerCase()
    .split(/[-_.@]/)
  if (!language) return fallback
  const exact = market.locales.find(
    (locale) => locale.toLowerCase() === [language, ...rest].slice(0, 2).join("-")
  )
  if (exact) return exact
  const spoken = LANGUAGE_ALIASES[language] ?? language
  return market.locales.find((locale) => locale.split("-")[0] === spoken) ?? fallback
}
