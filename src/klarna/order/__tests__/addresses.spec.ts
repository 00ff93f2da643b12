import { isGreek } from "../address"
import { payerAddress, purchaseAddresses } from "../addresses"

const alice = { first_name: "Alice", last_name: "Test", city: "Stockholm", country_code: "se" }
const bob = { first_name: "Bob", last_name: "Ek", city: "Lund", country_code: "se" }
const chinese = { first_name: "李小", last_name: "王", city: "Stockholm", country_code: "se" }

it("keeps the address of the payer and the one of the parcel apart", () => {
  expect(purchaseAddresses({ billing: alice, shipping: bob })).toMatchObject({
    billing: { given_name: "Alice", city: "Stockholm" },
    shipping: { given_name: "Bob", city: "Lund" },
  })
})

it.each([undefined, null, {}, { first_name: " ", email: "alice@shop.example" }])(
  "takes the shipping address for both where the billing address is %j",
  (billing) => {
    const { billing: payer, shipping } = purchaseAddresses({ billing, shipping: alice })
    expect(payer).toMatchObject({ given_name: "Alice" })
    expect(payer).toEqual(shipping)
    expect(payerAddress({ billing, shipping: alice })).toBe(alice)
  }
)

it("has no shipping address where nothing is shipped", () => {
  expect(purchaseAddresses({ billing: alice, shipping: undefined })).toEqual({
    billing: expect.objectContaining({ given_name: "Alice" }),
    shipping: undefined,
  })
})

it("F11: sends no address at all where Klarna can't take the payer's, so that nobody else is taken for the payer", () => {
  expect(purchaseAddresses({ billing: chinese, shipping: bob })).toEqual({
    billing: undefined,
    shipping: undefined,
  })
})

it("F11: sends the payer's address alone where Klarna can't take the one of the parcel", () => {
  expect(purchaseAddresses({ billing: alice, shipping: chinese })).toEqual({
    billing: expect.objectContaining({ given_name: "Alice" }),
    shipping: undefined,
  })
})

describe("Greek letters", () => {
  const eleni = { first_name: "Ελένη", last_name: "Παπά", city: "Αθήνα", country_code: "gr" }

  it("are taken in Greece, which is then to be addressed in Greek", () => {
    const { billing, shipping } = purchaseAddresses(
      { billing: eleni, shipping: eleni },
      { market: "GR" }
    )
    expect(billing).toMatchObject({ given_name: "Ελένη", city: "Αθήνα" })
    expect(isGreek(billing)).toBe(true)
    expect(isGreek(shipping)).toBe(true)
  })

  it("leave out an address in Greece of a purchase that is made elsewhere", () => {
    const { billing, shipping } = purchaseAddresses(
      { billing: alice, shipping: eleni },
      { market: "SE" }
    )
    expect(billing).toMatchObject({ given_name: "Alice" })
    expect(shipping).toBeUndefined()
    expect(isGreek(billing)).toBe(false)
  })
})
