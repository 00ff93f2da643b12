import { z } from "@medusajs/framework/zod"

const DAY_MS = 24 * 60 * 60 * 1000

/** How long a payment link lives where nobody says, and at most. */
const DEFAULT_DAYS = 14
const MAX_DAYS = 90

const ExpiresAt = z.iso
  .datetime({ offset: true, error: "expires_at must be an ISO date with time" })
  .transform((text) => new Date(text))
  .refine((date) => date.getTime() > Date.now(), { message: "expires_at must lie in the future" })
  .refine((date) => date.getTime() <= Date.now() + MAX_DAYS * DAY_MS, {
    message: `expires_at must lie within ${MAX_DAYS} days`,
  })

/**
 * A text of a person's. A wrong one is neither answered nor logged: for a wrong type Medusa would quote it, so that it is checked by a
 * rule of its own, which says what is wanted.
 */
const personal = (schema: z.ZodType<unknown, string>, message: string) =>
  z.custom<string>((value) => schema.safeParse(value).success, { message })

const Email = personal(
  z.string().trim().max(254).pipe(z.email()),
  "distribution.email must be an email address"
)
const Phone = personal(
  z
    .string()
    .trim()
    .regex(/^\+?[\d\s()./-]{5,25}$/),
  "distribution.phone must be a phone number"
)
const PhoneCountry = personal(
  z.string().regex(/^[A-Za-z]{2}$/),
  "distribution.phone_country must be a country code of two letters"
)

/** Klarna sends a link to a page of its own. Without an address or number the order's is taken. */
const Sending = z.discriminatedUnion(
  "method",
  [
    z.strictObject({ method: z.literal("email"), email: Email.optional() }),
    z.strictObject({
      method: z.literal("sms"),
      phone: Phone.optional(),
      /** The country that `phone` is read in, ISO 3166 alpha-2. */
      phone_country: PhoneCountry.optional(),
    }),
  ],
  { error: "distribution.method must be email or sms" }
)

/** An address in place of the object would be quoted, too. */
const Distribution = z.preprocess(
  (value) => (typeof value === "object" && !Array.isArray(value) ? value : {}),
  Sending
)

export const AdminCreateKlarnaPaymentLink = z.strictObject({
  /** The merchant's deadline: after it the link opens nothing any more. */
  expires_at: ExpiresAt.default(() => new Date(Date.now() + DEFAULT_DAYS * DAY_MS)),
  distribution: Distribution.optional(),
})

export type AdminCreateKlarnaPaymentLink = z.infer<typeof AdminCreateKlarnaPaymentLink>
