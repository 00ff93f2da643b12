import type { KlarnaAddress } from "../wire/address"
import { toE164 } from "./phone"
import { klarnaRegion } from "./region"
import { clip } from "./text"

export type { KlarnaAddress } from "../wire/address"

/** An address in the shop's words; anything may be missing. Personal data: never log it. */
export type AddressSource = {
  first_name?: string | null | undefined
  last_name?: string | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  company?: string | null | undefined
  address_1?: string | null | undefined
  address_2?: string | null | undefined
  city?: string | null | undefined
  province?: string | null | undefined
  postal_code?: string | null | undefined
  country_code?: string | null | undefined
}

export type AddressOptions = {
  /** Sends the company's name; for a private customer Klarna takes it for a mixed-up purchase. */
  business?: boolean
  /** Country that the purchase is made in, ISO 3166-1 alpha-2. Default: the address's own. */
  market?: string
}

const MAX_TEXT = 99
const MAX_POSTAL_CODE = 10

/**
 * An address in Klarna's words, always the same for the same source, so that what is approved equals what is placed: composed
 * letters, phone in E.164, region where Klarna uses one, within Klarna's limits, nothing empty.
 *
 * @returns undefined where nothing is left, or where a letter is one that Klarna does not take: Klarna then asks the shopper
 * @example
 * normaliseAddress({ first_name: "Alice ", last_name: "Test", phone: "070-174 06 15", country_code: "se" })
 * // { given_name: "Alice", family_name: "Test", phone: "+46701740615", country: "SE" }
 */
export function normaliseAddress(
  source: AddressSource | null | undefined,
  options: AddressOptions = {}
): KlarnaAddress | undefined {
  if (!source) return undefined
  const country = countryOf(source.country_code)
  const greek = country === "GR" && (options.market ?? country) === "GR"
  const read = {
    given_name: lettersOf(source.first_name, greek),
    family_name: lettersOf(source.last_name, greek),
    company: lettersOf(options.business ? source.company : undefined, greek),
    street: lettersOf(source.address_1, greek),
    street2: lettersOf(source.address_2, greek),
    city: lettersOf(source.city, greek),
    province: lettersOf(source.province, greek),
    postal: lettersOf(source.postal_code, greek),
  }
  const texts = Object.values(read)
  if (texts.some((text) => text === undefined || mixesAlphabets(text))) return undefined

  const address: KlarnaAddress = {}
  const put = (key: keyof KlarnaAddress, value: string | undefined) => {
    if (value) address[key] = value
  }
  put("given_name", nameOf(read.given_name))
  put("family_name", nameOf(read.family_name))
  put("organization_name", clip(read.company ?? "", MAX_TEXT))
  put("email", emailOf(source.email))
  put("phone", toE164(source.phone, country))
  put("street_address", clip(read.street || read.street2 || "", MAX_TEXT))
  put("street_address2", read.street ? clip(read.street2 ?? "", MAX_TEXT) : undefined)
  put("postal_code", (read.postal ?? "").length <= MAX_POSTAL_CODE ? read.postal : undefined)
  put("city", clip(read.city ?? "", MAX_TEXT))
  put(
    "region",
    country && read.province ? klarnaRegion(clip(read.province, MAX_TEXT), country) : undefined
  )
  put("country", country)
  return Object.keys(address).length ? address : undefined
}

function countryOf(code: string | null | undefined): string | undefined {
  const country = code?.trim().toUpperCase()
  return country && /^[A-Z]{2}$/.test(country) ? country : undefined
}

/** Klarna wants two characters at least, and no name of digits alone. */
function nameOf(name: string | undefined): string | undefined {
  const clipped = clip(name ?? "", MAX_TEXT)
  return [...clipped].length >= 2 && /\p{L}/u.test(clipped) ? clipped : undefined
}

function emailOf(email: string | null | undefined): string | undefined {
  const trimmed = email?.trim() ?? ""
  return trimmed.length <= MAX_TEXT && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed)
    ? trimmed
    : undefined
}

/** Letters and marks with an equal inside Klarna's blocks; Romanian comma letters lie outside of them, their cedilla twins don't. */
const TWINS: Readonly<Record<string, string>> = {
  "\u0218": "\u015E",
  "\u0219": "\u015F",
  "\u021A": "\u0162",
  "\u021B": "\u0163",
  "\u1E9E": "SS",
  "\u2018": "'",
  "\u2019": "'",
  "\u02BC": "'",
  "\u201C": '"',
  "\u201D": '"',
  "\u201E": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
}

/** Basic Latin (without < and >: Klarna takes no markup), Latin-1, Latin Extended-A, Phonetic Extensions. Source: Klarna, customer data requirements. */
const LATIN = /[\u0020-;=\u003F-\u007E\u00A1-\u017F\u1D00-\u1D7F]/
/** In Greece, where the purchase is made there too, also Greek. */
const GREEK = /[\u0370-\u03FF]/
const BASIC_LATIN_OR_GREEK = /^[\u0020-\u007E\u0370-\u03FF]*$/

/** A text in Klarna's letters: "" where there is none, undefined where a letter is none of Klarna's. Other signs are left out. */
function lettersOf(text: string | null | undefined, greek: boolean): string | undefined {
  const composed = (text ?? "")
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\s]+/gu, " ")
  let result = ""
  for (const character of composed) {
    const letter = TWINS[character] ?? character
    if (LATIN.test(letter) || (greek && GREEK.test(letter))) result += letter
    else if (/[\p{L}\p{M}]/u.test(letter)) return undefined
  }
  return result.replace(/ +/g, " ").trim()
}

/** Beside Greek letters Klarna takes Basic Latin only. */
function mixesAlphabets(text: string): boolean {
  return GREEK.test(text) && !BASIC_LATIN_OR_GREEK.test(text)
}

/** Whether an address is written in Greek letters: Klarna then wants the locale `el-GR`. */
export function isGreek(address: KlarnaAddress | undefined): boolean {
  return Object.values(address ?? {}).some((text) => text !== undefined && GREEK.test(text))
}
