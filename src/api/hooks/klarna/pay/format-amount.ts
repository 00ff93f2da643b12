import { decimalsOf, toMajor } from "../../../../klarna/money"

/**
 * An amount as people of a locale read it, for a page: with the decimals that Klarna counts, which `Intl` leaves out for some
 * currencies.
 *
 * @param minor minor units
 * @param currency ISO 4217, one of Klarna's
 * @example
 * formatAmount(123450, { currency: "SEK", locale: "sv-SE" }) // "1 234,50 kr"
 */
export function formatAmount(
  minor: number,
  { currency, locale }: { currency: string; locale: string }
): string {
  const decimals = decimalsOf(currency)
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(Number(toMajor(minor, currency)))
}
