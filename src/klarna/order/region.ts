const US =
  "Alabama AL,Alaska AK,American Samoa AS,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,District of Columbia DC,Washington DC DC,Florida FL,Georgia GA,Guam GU,Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,New York NY,North Carolina NC,North Dakota ND,Northern Mariana Islands MP,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,Puerto Rico PR,Rhode Island RI,South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virgin Islands VI,Virginia VA,Washington WA,West Virginia WV,Wisconsin WI,Wyoming WY,Armed Forces Americas AA,Armed Forces Europe AE,Armed Forces Pacific AP"
const CA =
  "Alberta AB,British Columbia BC,Manitoba MB,New Brunswick NB,Newfoundland and Labrador NL,Northwest Territories NT,Nova Scotia NS,Nunavut NU,Ontario ON,Prince Edward Island PE,Quebec QC,Saskatchewan SK,Yukon YT"
const AU =
  "Australian Capital Territory ACT,New South Wales NSW,Northern Territory NT,Queensland QLD,South Australia SA,Tasmania TAS,Victoria VIC,Western Australia WA"

type Names = ReadonlyMap<string, string>

function named(list: string): Names {
  return new Map(
    list.split(",").flatMap((entry) => {
      const cut = entry.lastIndexOf(" ")
      const code = entry.slice(cut + 1)
      return [
        [key(entry.slice(0, cut)), code],
        [key(code), code],
      ] as const
    })
  )
}

function key(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase()
}

const CODES: Readonly<Record<string, Names>> = { US: named(US), CA: named(CA), AU: named(AU) }

/** Where a region is a code of letters only. */
const LETTERS: Readonly<Record<string, RegExp>> = { MX: /^[A-Z]{2,3}$/, IT: /^[A-Z]{2}$/ }

/** Where a region is a name. */
const FREE = new Set(["NZ", "RO"])

/**
 * The region of an address as Klarna wants it, or undefined where the country has none at Klarna or the text can't be read.
 * Source: Klarna, customer data requirements (US, CA, AU: code; MX, IT: letters; NZ, RO: name).
 *
 * @example
 * klarnaRegion("us-ny", "US") // "NY"
 * klarnaRegion("Stockholms län", "SE") // undefined
 */
export function klarnaRegion(province: string, country: string): string | undefined {
  const prefix = `${country}-`
  const text = province.toUpperCase().startsWith(prefix)
    ? province.slice(prefix.length).trim()
    : province
  const codes = CODES[country]
  if (codes) return codes.get(key(text))
  const letters = LETTERS[country]
  if (letters) return letters.test(text.toUpperCase()) ? text.toUpperCase() : undefined
  return FREE.has(country) && text ? text : undefined
}
