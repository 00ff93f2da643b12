/** The markets of Klarna Payments: the one currency of each country and the locales that it may be shown in, default first. */
export type Market = { currency: string; locales: readonly string[]; region: "eu" | "na" | "oc" }

const market = (currency: string, locales: string, region: Market["region"] = "eu"): Market => ({
  currency,
  locales: locales.split(" "),
  region,
})

export const MARKETS: Readonly<Record<string, Market>> = {
  AT: market("EUR", "de-AT en-AT"),
  AU: market("AUD", "en-AU", "oc"),
  BE: market("EUR", "nl-BE fr-BE en-BE"),
  CA: market("CAD", "en-CA fr-CA", "na"),
  CH: market("CHF", "de-CH fr-CH it-CH en-CH"),
  CZ: market("CZK", "cs-CZ en-CZ"),
  DE: market("EUR", "de-DE en-DE"),
  DK: market("DKK", "da-DK en-DK"),
  ES: market("EUR", "es-ES en-ES"),
  FI: market("EUR", "fi-FI sv-FI en-FI"),
  FR: market("EUR", "fr-FR en-FR"),
  GB: market("GBP", "en-GB"),
  GR: market("EUR", "el-GR en-GR"),
  HU: market("HUF", "hu-HU en-HU"),
  IE: market("EUR", "en-IE"),
  IT: market("EUR", "it-IT en-IT"),
  MX: market("MXN", "es-MX en-MX", "na"),
  NL: market("EUR", "nl-NL en-NL"),
  NO: market("NOK", "nb-NO en-NO"),
  NZ: market("NZD", "en-NZ", "oc"),
  PL: market("PLN", "pl-PL en-PL"),
  PT: market("EUR", "pt-PT en-PT"),
  RO: market("RON", "ro-RO en-RO"),
  SE: market("SEK", "sv-SE en-SE"),
  SK: market("EUR", "sk-SK en-SK"),
  US: market("USD", "en-US es-US", "na"),
}

export type MarketClaim = {
  purchase_country: string
  purchase_currency: string
  locale?: string | undefined
  billing_address?: { country?: string | undefined } | undefined
}

/** The country that counts: the billing country overrides the purchase country. */
export function effectiveCountry(claim: MarketClaim): string {
  return (claim.billing_address?.country || claim.purchase_country).toUpperCase()
}

/** Names what is wrong with country, currency and locale. A bare language (`en`) is taken, as Klarna takes it. */
export function marketErrors(claim: MarketClaim, covered: readonly string[] | null): string[] {
  const country = effectiveCountry(claim)
  const known = MARKETS[country]
  if (!known || (covered && !covered.includes(country))) return ["purchase_country"]

  const errors: string[] = []
  if (claim.purchase_currency.toUpperCase() !== known.currency) errors.push("purchase_currency")
  if (claim.locale !== undefined && !localeAllowed(claim.locale, known)) errors.push("locale")
  return errors
}

function localeAllowed(locale: string, { locales }: Market): boolean {
  if (/^[a-z]{2}$/i.test(locale)) return true
  return locales.some((allowed) => allowed.toLowerCase() === locale.toLowerCase())
}

/** The locale in which texts are written: what was asked for if the country has it, else the country's first. */
export function displayLocale(country: string, wanted: string | undefined): string {
  const locales = MARKETS[country]?.locales ?? ["en-US"]
  const language = wanted?.slice(0, 2).toLowerCase()
  return (
    locales.find((locale) => locale.toLowerCase() === wanted?.toLowerCase()) ??
    locales.find((locale) => locale.slice(0, 2) === language) ??
    locales[0] ??
    "en-US"
  )
}
