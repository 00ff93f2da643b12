import { z } from "zod"
import { AddressSchema, CountrySchema, ReadAddressSchema } from "./address"
import { CurrencySchema, CustomerSchema, LocaleSchema } from "./session"

/** Body with which an approval becomes a token for later purchases. */
export const CustomerTokenBodySchema = z.strictObject({
  description: z.string().min(1).max(255),
  intended_use: z.literal("SUBSCRIPTION"),
  locale: LocaleSchema,
  purchase_country: CountrySchema,
  purchase_currency: CurrencySchema,
  billing_address: AddressSchema.optional(),
  customer: CustomerSchema.optional(),
})

export type CustomerTokenBody = z.infer<typeof CustomerTokenBodySchema>

/** Answer: `token_id` pays later purchases, so it is a secret. */
export const CustomerTokenSchema = z.looseObject({
  token_id: z.string().min(1),
  payment_method_reference: z.string().optional(),
  redirect_url: z.string().optional(),
  billing_address: ReadAddressSchema.nullish(),
})

export type CustomerToken = z.infer<typeof CustomerTokenSchema>
