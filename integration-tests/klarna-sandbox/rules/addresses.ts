import type { PaymentsAddress } from "./shapes"

const LATIN = /^[\u0020-\u024f\u1d00-\u1dbf\u2018\u2019\u2013]*$/u
const GREEK = /^[\u0020-\u007e\u0370-\u03ff\u1f00-\u1fff\u2018\u2019]*$/u
const LETTER_FIELDS = [
  "given_name",
  "family_name",
  "street_address",
  "street_address2",
  "city",
] as const
/** Latin Extended-B begins here; Klarna takes Latin up to Extended-A. Romanian ș and ț lie outside. */
const BEYOND_LATIN_A = /[\u0180-\u024f]/u

const POSTAL_CODES: Readonly<Record<string, RegExp>> = {
  DE: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/i,
  NL: /^\d{4}[A-Z]{2}$/i,
  NO: /^\d{4}$/,
  SE: /^\d{5}$/,
  US: /^\d{5}(-?\d{4})?$/,
}

/** Names the fields of an address that Klarna would ask the shopper to correct. Everything is optional; what is given must be right. */
export function addressErrors(address: PaymentsAddress | undefined, prefix: string): string[] {
  if (!address) return []
  const country = address.country?.toUpperCase()
  const wrong = new Set<string>()

  for (const field of ["given_name", "family_name"] as const) {
    const name = address[field]
    if (name && (name.trim().length < 2 || /^\d+$/.test(name))) wrong.add(field)
  }
  for (const field of LETTER_FIELDS) {
    if (!lettersAllowed(address[field] ?? "", country)) wrong.add(field)
  }
  if (address.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address.email)) wrong.add("email")
  if (address.phone && !/^\+?[\d\s()./-]{5,20}$/.test(address.phone)) wrong.add("phone")
  const postalCode = country ? POSTAL_CODES[country] : undefined
  if (
    address.postal_code &&
    postalCode &&
    !postalCode.test(address.postal_code.replace(/ /g, ""))
  ) {
    wrong.add("postal_code")
  }
  if (
    (country === "US" || country === "CA") &&
    address.region &&
    !/^((US|CA)-)?[A-Z]{2}$/i.test(address.region)
  ) {
    wrong.add("region")
  }
  return [...wrong].map((field) => `${prefix}.${field}`)
}

function lettersAllowed(text: string, country: string | undefined): boolean {
  if (country === "GR" && GREEK.test(text)) return true
  return LATIN.test(text) && !BEYOND_LATIN_A.test(text)
}
