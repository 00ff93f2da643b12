import { z } from "@medusajs/framework/zod"

// Long enough for any country code or locale; what is longer is no honest question.
const LONGEST = 100

/** Query of `GET /store/klarna/config`. Other parameters are let through: storefronts add their own. */
export const StoreKlarnaConfigQuery = z.looseObject({
  /** ISO 3166-1 alpha-2, any case. */
  country_code: z.string().max(LONGEST).optional(),
  /** BCP 47, such as `sv-SE`. */
  locale: z.string().max(LONGEST).optional(),
})
