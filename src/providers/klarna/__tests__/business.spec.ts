import { businessCustomer } from "../business"

const company = { company: "Ek & Co AB", country_code: "se" }
const person = { first_name: "Alice", country_code: "se" }
const on = { b2b: true }

const customerOf = (klarna: unknown, settings = on) =>
  businessCustomer(
    { billing_address: company, shipping_address: person, metadata: { klarna, other: 1 } },
    settings
  )

it("is the company of the billing address, with what the shop knows of it", () => {
  expect(
    customerOf({
      organization_registration_id: " 556036-0793 ",
      organization_entity_type: "LIMITED_COMPANY",
      vat_id: "SE556036079301",
      national_identification_number: "410321-9202",
    })
  ).toEqual({
    type: "organization",
    organization_registration_id: "556036-0793",
    organization_entity_type: "LIMITED_COMPANY",
    vat_id: "SE556036079301",
  })
})

it.each([
  undefined,
  null,
  "556036-0793",
  ["LIMITED_COMPANY"],
  {
    organization_registration_id: 5560360793,
    organization_entity_type: "limited company",
    vat_id: "",
  },
  { organization_registration_id: "<b>1</b>", vat_id: "9".repeat(51), type: "person" },
])("leaves out what is wrong, such as %j", (klarna) => {
  expect(customerOf(klarna)).toEqual({ type: "organization" })
})

it("keeps what is right beside what is wrong", () => {
  expect(customerOf({ organization_entity_type: "GUILD", vat_id: "DE 123456789" })).toEqual({
    type: "organization",
    vat_id: "DE 123456789",
  })
})

it("stays a person where business is off, whatever is filled in", () => {
  expect(customerOf({ vat_id: "SE556036079301" }, { b2b: false })).toBeUndefined()
})

it("stays a person where only the parcel goes to a company", () => {
  const cart = { billing_address: person, shipping_address: company, metadata: null }
  expect(businessCustomer(cart, on)).toBeUndefined()
  expect(businessCustomer({ ...cart, billing_address: { company: " " } }, on)).toEqual({
    type: "organization",
  })
  expect(businessCustomer({ ...cart, billing_address: null }, on)).toEqual({ type: "organization" })
})
