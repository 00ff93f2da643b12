import type { AdminKlarnaMarket } from "../../src/api/admin/klarna/markets/types"

/** A market with its name in the reader's language. */
export type NamedMarket = AdminKlarnaMarket & { label: string }

/**
 * Markets that match what was typed (name or country code), those that the store sells in first, each group by name.
 */
export function sortMarkets(
  markets: readonly NamedMarket[],
  typed: string,
  locale: string
): NamedMarket[] {
  const wanted = typed.trim().toLocaleLowerCase(locale)
  return markets
    .filter(
      ({ label, country_code }) =>
        label.toLocaleLowerCase(locale).includes(wanted) || country_code.toLowerCase() === wanted
    )
    .sort(
      (a, b) =>
        Number(b.region !== null) - Number(a.region !== null) ||
        a.label.localeCompare(b.label, locale)
    )
}
