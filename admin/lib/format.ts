/**
 * An amount of Klarna's for reading. Every currency at Klarna has two decimals.
 *
 * @param minor - amount in minor units
 * @example
 * formatAmount(12995, "SEK", "en") // "SEK 129.95"
 */
export function formatAmount(minor: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(minor / 100)
}

/**
 * An amount of Medusa's for reading.
 *
 * @param major - amount in major units
 */
export function formatMajor(major: number, currency: string, locale: string): string {
  return formatAmount(Math.round(major * 100), currency, locale)
}

/** A moment for reading, as a date; an empty text where there is none. */
export function formatDate(moment: string | null, locale: string): string {
  return formatMoment(moment, locale, { dateStyle: "medium" })
}

/** A moment for reading, as date and time; an empty text where there is none. */
export function formatDateTime(moment: string | null, locale: string): string {
  return formatMoment(moment, locale, { dateStyle: "medium", timeStyle: "short" })
}

function formatMoment(
  moment: string | null,
  locale: string,
  options: Intl.DateTimeFormatOptions
): string {
  const date = moment === null ? undefined : new Date(moment)
  if (!date || Number.isNaN(date.getTime())) return ""
  return new Intl.DateTimeFormat(locale, options).format(date)
}

/**
 * A country's name in the reader's language.
 *
 * @param fallback - used where the browser doesn't know the country
 */
export function countryName(country: string, locale: string, fallback: string): string {
  return (
    new Intl.DisplayNames([locale], { type: "region", fallback: "none" }).of(country) ?? fallback
  )
}
