import {
  normaliseAddress,
  type AddressOptions,
  type AddressSource,
  type KlarnaAddress,
} from "./address"

/** The addresses of a purchase as Klarna gets them, at the approval and with the order alike. Personal data: never log it. */
export type PurchaseAddresses = {
  billing: KlarnaAddress | undefined
  shipping: KlarnaAddress | undefined
}

/** The addresses of a purchase in the shop's words. */
export type AddressSources = {
  billing: AddressSource | null | undefined
  shipping: AddressSource | null | undefined
}

/**
 * The addresses of a purchase in Klarna's words. Without a billing address the shipping address is both.
 *
 * An address that Klarna can't take (letters outside of its blocks) is left out. Where that is the billing address, none is sent:
 * Klarna asks the shopper for it, and a shipping address beside it would be somebody to take for the payer. Where it is the
 * shipping address, the billing address is sent alone, as Klarna takes it for both; asking again would not bring a second one.
 * Source: Klarna Payments, `billing_address` ("Klarna will collect the details") and `shipping_address` ("will be automatically
 * cloned").
 *
 * @example
 * purchaseAddresses({ billing: undefined, shipping: { first_name: "Alice", country_code: "se" } })
 * // { billing: { given_name: "Alice", country: "SE" }, shipping: { given_name: "Alice", country: "SE" } }
 */
export function purchaseAddresses(
  source: AddressSources,
  options: AddressOptions = {}
): PurchaseAddresses {
  const billing = normaliseAddress(payerAddress(source), options)
  return {
    billing,
    shipping: billing && normaliseAddress(source.shipping, options),
  }
}

/** Who pays: the billing address, or the shipping address where nothing stands in the billing address. */
export function payerAddress({
  billing,
  shipping,
}: AddressSources): AddressSource | null | undefined {
  return isEmpty(billing) ? shipping : billing
}

/** Shops keep rows of nothing but ids; the e-mail address is the purchase's, not the address's. */
function isEmpty(address: AddressSource | null | undefined): boolean {
  const { email: _email, ...own } = address ?? {}
  return !WRITTEN.some((field) => own[field]?.trim())
}

const WRITTEN = [
  "first_name",
  "last_name",
  "company",
  "phone",
  "address_1",
  "address_2",
  "city",
  "province",
  "postal_code",
  "country_code",
] as const
