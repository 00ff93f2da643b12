/** Calling code, prefix of national numbers, and how many digits a national number has. Source: ITU-T E.164 numbering plans. */
type Plan = readonly [code: string, trunk: string, min: number, max: number]

const PLANS: Readonly<Record<string, Plan>> = {
  AT: ["43", "0", 4, 13],
  AU: ["61", "0", 9, 9],
  BE: ["32", "0", 8, 9],
  CA: ["1", "1", 10, 10],
  CH: ["41", "0", 9, 9],
  CZ: ["420", "", 9, 9],
  DE: ["49", "0", 6, 13],
  DK: ["45", "", 8, 8],
  ES: ["34", "", 9, 9],
  FI: ["358", "0", 5, 12],
  FR: ["33", "0", 9, 9],
  GB: ["44", "0", 9, 10],
  GR: ["30", "", 10, 10],
  HU: ["36", "06", 8, 9],
  IE: ["353", "0", 7, 9],
  // Italian numbers keep their leading zero.
  IT: ["39", "", 6, 11],
  MX: ["52", "", 10, 10],
  NL: ["31", "0", 9, 9],
  NO: ["47", "", 8, 8],
  NZ: ["64", "0", 8, 10],
  PL: ["48", "", 9, 9],
  PT: ["351", "", 9, 9],
  RO: ["40", "0", 9, 9],
  SE: ["46", "0", 7, 9],
  SK: ["421", "0", 9, 9],
  US: ["1", "1", 10, 10],
}

/** What one dials for "abroad", where it is not 00. */
const INTERNATIONAL_PREFIX: Readonly<Record<string, string>> = { US: "011", CA: "011", AU: "0011" }

const E164 = /^\+[1-9]\d{6,14}$/

/**
 * A phone number in E.164, or undefined where it can't be read as one: Klarna refuses a wrong number, and asks for a missing one.
 *
 * @param country ISO 3166-1 alpha-2 of the address, for numbers without a country code
 * @example
 * toE164("070-174 06 15", "SE") // "+46701740615"
 */
export function toE164(
  phone: string | null | undefined,
  country: string | null | undefined
): string | undefined {
  const written = (phone ?? "").normalize("NFKC").trim()
  if (!written || /[\p{L}]/u.test(written)) return undefined
  const compact = written.replace(/\(0\)/g, "").replace(/[^\d+]/g, "")
  const market = country?.toUpperCase() ?? ""
  if (compact.startsWith("+")) return valid(compact)
  const abroad = INTERNATIONAL_PREFIX[market] ?? "00"
  if (compact.startsWith(abroad)) return valid(`+${compact.slice(abroad.length)}`)

  const plan = PLANS[market]
  if (!plan) return undefined
  const [code, trunk, min, max] = plan
  const fits = (digits: string) => digits.length >= min && digits.length <= max
  if (trunk && compact.startsWith(trunk) && fits(compact.slice(trunk.length))) {
    return valid(`+${code}${compact.slice(trunk.length)}`)
  }
  if (fits(compact) && !(trunk && compact.startsWith("0"))) return valid(`+${code}${compact}`)
  const withCode = compact.startsWith(code) && fits(compact.slice(code.length))
  return withCode ? valid(`+${compact}`) : undefined
}

function valid(number: string): string | undefined {
  return E164.test(number) ? number : undefined
}
