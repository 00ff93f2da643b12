import { z } from "zod"

const text = (max: number) => z.string().min(1).max(max)

/** ISO 3166-1 alpha-2. */
export const CountrySchema = z.string().regex(/^[A-Za-z]{2}$/)

/** An address as we send it. Limits: the narrower of Klarna Payments' and Order Management's. */
export const AddressSchema = z.strictObject({
  given_name: text(99).optional(),
  family_name: text(99).optional(),
  organization_name: text(99).optional(),
  attention: text(99).optional(),
  title: text(20).optional(),
  email: text(99).optional(),
  phone: text(99).optional(),
  street_address: text(99).optional(),
  street_address2: text(99).optional(),
  postal_code: text(10).optional(),
  city: text(99).optional(),
  region: text(99).optional(),
  country: CountrySchema.optional(),
})

/** An address in Klarna's words. Personal data: never log it. */
export type KlarnaAddress = z.infer<typeof AddressSchema>

const read = z.string().nullish()

/** An address as Klarna gives it. */
export const ReadAddressSchema = z.looseObject({
  given_name: read,
  family_name: read,
  organization_name: read,
  attention: read,
  title: read,
  email: read,
  phone: read,
  street_address: read,
  street_address2: read,
  postal_code: read,
  city: read,
  region: read,
  country: read,
})

export type ReadAddress = z.infer<typeof ReadAddressSchema>
