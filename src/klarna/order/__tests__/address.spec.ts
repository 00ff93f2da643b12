import { MARKETS } from "../../markets"
import { AddressSchema } from "../../wire/address"
import { normaliseAddress } from "../address"
import { toE164 } from "../phone"
import { klarnaRegion } from "../region"

it("F11: gives the same clean address however it was typed", () => {
  const typed = normaliseAddress({
    first_name: "  Åsa ",
    last_name: "A\u030Angstro\u0308m",
    email: " asa@example.com ",
    phone: "070-174 06 15",
    address_1: "Södra\u00a0 Blasieholmshamnen 2",
    city: "Stockholm\n",
    postal_code: " 111 48 ",
    province: "Stockholms län",
    company: "Ångström AB",
    country_code: "se",
  })
  expect(typed).toEqual({
    given_name: "Åsa",
    family_name: "Ångström",
    email: "asa@example.com",
    phone: "+46701740615",
    street_address: "Södra Blasieholmshamnen 2",
    city: "Stockholm",
    postal_code: "111 48",
    country: "SE",
  })
  expect(AddressSchema.parse(typed)).toEqual(typed)
})

it("names the company for a business customer only", () => {
  const source = { first_name: "Alice", company: "Ångström AB", country_code: "SE" }
  expect(normaliseAddress(source)).not.toHaveProperty("organization_name")
  expect(normaliseAddress(source, { business: true })).toHaveProperty(
    "organization_name",
    "Ångström AB"
  )
})

it("writes Romanian comma letters with their cedilla twins", () => {
  expect(
    normaliseAddress({
      city: "București",
      province: "Sectorul 6",
      address_1: "Ștefan Țepeș 1",
      country_code: "RO",
    })
  ).toEqual({
    city: "Bucureşti",
    region: "Sectorul 6",
    street_address: "Ştefan Ţepeş 1",
    country: "RO",
  })
})

it("keeps Greek letters in Greece and leaves the whole address to Klarna elsewhere", () => {
  const greek = { first_name: "Ελένη", city: "Αθήνα" }
  expect(normaliseAddress({ ...greek, country_code: "GR" })).toMatchObject({ given_name: "Ελένη" })
  expect(normaliseAddress({ ...greek, country_code: "DE" })).toBeUndefined()
  expect(
    normaliseAddress({ first_name: "李", last_name: "Test", country_code: "DE" })
  ).toBeUndefined()
  expect(normaliseAddress({ first_name: "Ελένη É", country_code: "GR" })).toBeUndefined()
  expect(normaliseAddress({ first_name: "Hélène", country_code: "GR" })).toMatchObject({
    given_name: "Hélène",
  })
})

it("F22: leaves out what Klarna would refuse, and clips what is too long", () => {
  expect(
    normaliseAddress({
      first_name: "J",
      last_name: "12345",
      email: "nobody",
      phone: "call me",
      address_1: "",
      address_2: "Box 1",
      postal_code: "123456789012",
      city: `${"x".repeat(120)}`,
      country_code: "SE",
    })
  ).toEqual({ street_address: "Box 1", city: "x".repeat(99), country: "SE" })
})

it("drops markup signs and invisible characters", () => {
  expect(normaliseAddress({ first_name: "<b>An\u00ADna\u200B</b>", country_code: "SE" })).toEqual({
    given_name: "bAnna/b",
    country: "SE",
  })
})

it("drops emoji and straightens quotes", () => {
  expect(
    normaliseAddress({ first_name: "O’Brien 🎉", address_1: "“Villa” – 3", country_code: "IE" })
  ).toMatchObject({
    given_name: "O'Brien",
    street_address: '"Villa" - 3',
  })
})

it("has no address where there is nothing", () => {
  for (const nothing of [undefined, null, {}, { first_name: " ", country_code: "Sweden" }]) {
    expect(normaliseAddress(nothing)).toBeUndefined()
  }
})

it.each([
  ["US", "us-ny", "NY"],
  ["US", "New York", "NY"],
  ["US", "district of columbia", "DC"],
  ["US", "Bavaria", undefined],
  ["CA", "Québec", "QC"],
  ["CA", "ca-bc", "BC"],
  ["AU", "Queensland", "QLD"],
  ["AU", "nsw", "NSW"],
  ["IT", "RM", "RM"],
  ["IT", "Roma", undefined],
  ["MX", "cdmx", undefined],
  ["MX", "MX-JAL", "JAL"],
  ["NZ", "Auckland", "Auckland"],
  ["DE", "Bayern", undefined],
])("F22: in %s the region %s is %s", (country, province, region) => {
  expect(klarnaRegion(province, country)).toBe(region)
})

it.each([
  ["SE", "+46 70 174 06 15", "+46701740615"],
  ["SE", "0046 (0)70-1740615", "+46701740615"],
  ["SE", "701740615", "+46701740615"],
  ["SE", "46701740615", "+46701740615"],
  ["GB", "07755 564318", "+447755564318"],
  ["US", "(310) 668-3312", "+13106683312"],
  ["US", "1-310-668-3312", "+13106683312"],
  ["US", "011 46 701740615", "+46701740615"],
  ["HU", "06 30 010 2692", "+36300102692"],
  ["IT", "06 1234567", "+39061234567"],
  ["IT", "3393 397 412", "+393393397412"],
  ["NO", "40 12 34 56", "+4740123456"],
  ["JP", "090 1234 5678", undefined],
  ["SE", "12", undefined],
  ["SE", "+0701740615", undefined],
  ["SE", "070-174 06 15 ext. 5", undefined],
  ["SE", "", undefined],
])("F22: in %s the phone %p is %s", (country, phone, number) => {
  expect(toE164(phone, country)).toBe(number)
})

/** Numbers as people there write them. */
const NATIONAL: Record<string, [written: string, number: string]> = {
  AT: ["0676 2600456", "+436762600456"],
  AU: ["0473 752 244", "+61473752244"],
  BE: ["0485 12 12 91", "+32485121291"],
  CA: ["(519) 743-8620", "+15197438620"],
  CH: ["075 868 00 00", "+41758680000"],
  CZ: ["771 613 715", "+420771613715"],
  DE: ["0176 14284340", "+4917614284340"],
  DK: ["42 55 56 28", "+4542555628"],
  ES: ["672 563 009", "+34672563009"],
  FI: ["040 1234567", "+358401234567"],
  FR: ["06 89 85 43 21", "+33689854321"],
  GB: ["07755 564318", "+447755564318"],
  GR: ["694 555 3624", "+306945553624"],
  HU: ["06 30 010 2692", "+36300102692"],
  IE: ["085 335 1400", "+353853351400"],
  IT: ["333 974 1231", "+393339741231"],
  MX: ["55 9374 7739", "+525593747739"],
  NL: ["06 89124321", "+31689124321"],
  NO: ["401 23 456", "+4740123456"],
  NZ: ["027 555 290", "+6427555290"],
  PL: ["795 222 223", "+48795222223"],
  PT: ["935 556 731", "+351935556731"],
  RO: ["0741 209 876", "+40741209876"],
  SE: ["070-174 06 15", "+46701740615"],
  SK: ["0905 123 456", "+421905123456"],
  US: ["310-668-3312", "+13106683312"],
}

it.each(MARKETS.map(({ country }) => country))(
  "F22: reads a phone number as it is written in %s",
  (country) => {
    const [written, number] = NATIONAL[country] ?? ["none", "none"]
    expect(toE164(written, country)).toBe(number)
    expect(toE164(number, country)).toBe(number)
  }
)
