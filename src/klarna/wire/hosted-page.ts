import { z } from "zod"

/** Where Klarna sends a shopper and its calls: https only, as for sessions, and no longer than a session's. */
const https = z
  .string()
  .max(2000)
  .regex(/^https:\/\/[^\s/]/)

/**
 * Where a hosted page leads. Klarna fills in `{{session_id}}` (of the hosted page), and `{{authorization_token}}` or `{{order_id}}`
 * by the page's `place_order_mode`. The braces must arrive as they are: `URL` encodes them in a path.
 */
export const HostedPageUrlsSchema = z.strictObject({
  success: https.optional(),
  cancel: https.optional(),
  back: https.optional(),
  failure: https.optional(),
  error: https.optional(),
  /** Called, not visited: at each change of the page's status. */
  status_update: https.optional(),
})

export type HostedPageUrls = z.infer<typeof HostedPageUrlsSchema>

const HostedPageCategorySchema = z.enum([
  "DIRECT_DEBIT",
  "DIRECT_BANK_TRANSFER",
  "PAY_NOW",
  "PAY_LATER",
  "PAY_OVER_TIME",
  "KLARNA",
])

/** How a hosted page looks and what it does after the shopper's approval. One category, or several: never both fields. */
export const HostedPageOptionsSchema = z
  .strictObject({
    /** `NONE`: the page hands over an authorization token. The others place the order themselves, or place and capture it. */
    place_order_mode: z.enum(["NONE", "PLACE_ORDER", "CAPTURE_ORDER"]).optional(),
    payment_method_category: HostedPageCategorySchema.optional(),
    payment_method_categories: z.array(HostedPageCategorySchema).min(1).optional(),
    purchase_type: z
      .enum(["BUY", "RENT", "BOOK", "SUBSCRIBE", "DOWNLOAD", "ORDER", "CONTINUE"])
      .optional(),
    page_title: z.string().optional(),
    logo_url: https.optional(),
    background_images: z
      .array(z.strictObject({ url: https, width: z.int().min(1).optional() }))
      .optional(),
    show_subtotal_detail: z.literal("HIDE").optional(),
  })
  .refine((options) => !(options.payment_method_category && options.payment_method_categories), {
    path: ["payment_method_categories"],
  })

export type HostedPageOptions = z.infer<typeof HostedPageOptionsSchema>

/** Body of create hosted page. `payment_session_url` names a session of the same account on the same host. */
export const HostedPageBodySchema = z.strictObject({
  payment_session_url: z.url({ protocol: /^https?$/ }),
  merchant_urls: HostedPageUrlsSchema.optional(),
  options: HostedPageOptionsSchema.optional(),
  profile_id: z.string().min(1).optional(),
})

export type HostedPageBody = z.infer<typeof HostedPageBodySchema>

/** Body of distribute: who gets the link, by mail, by SMS, or on a device in a shop. Personal data: never log it. */
export const DistributionBodySchema = z.discriminatedUnion("method", [
  z.strictObject({
    method: z.literal("email"),
    contact_information: z.strictObject({ email: z.email() }),
  }),
  z.strictObject({
    method: z.literal("sms"),
    contact_information: z.strictObject({
      phone: z.string().min(1),
      /** The country that `phone` is read in, ISO 3166 alpha-2. */
      phone_country: z.string().regex(/^[A-Z]{2}$/),
    }),
  }),
  z.strictObject({
    method: z.literal("token"),
    contact_information: z.strictObject({ access_id: z.string().min(1) }),
  }),
])

export type DistributionBody = z.infer<typeof DistributionBodySchema>

/** Answer of create hosted page. The shopper goes to `redirect_url`; no address is ever built from ids. */
export const HostedPageSchema = z.looseObject({
  session_id: z.string().min(1),
  redirect_url: z.string().min(1),
  session_url: z.string().optional(),
  distribution_url: z.string().optional(),
  qr_code_url: z.string().optional(),
  /** An hour before the payment session ends. */
  expires_at: z.string().optional(),
})

export type HostedPage = z.infer<typeof HostedPageSchema>

/** Answer of read hosted page. `status` may be one that nobody knows yet: see `parseHostedPageStatus`. */
export const HostedPageReadSchema = z.looseObject({
  session_id: z.string().optional(),
  status: z.string().optional(),
  /** There once the shopper has approved, where the page places no order. */
  authorization_token: z.string().optional(),
  /** There once the page has placed the order. */
  order_id: z.string().optional(),
  klarna_reference: z.string().optional(),
  updated_at: z.string().optional(),
  expires_at: z.string().optional(),
})

export type HostedPageRead = z.infer<typeof HostedPageReadSchema>

/** What Klarna calls `status_update` with. It is not signed: take the id, and read the page. */
export const HostedPageCallSchema = z.looseObject({
  event_id: z.string().optional(),
  session: z.looseObject({ session_id: z.string().min(1), status: z.string().optional() }),
})

export type HostedPageCall = z.infer<typeof HostedPageCallSchema>

/** Statuses of a hosted page. `TIMEOUT` is of documents on callbacks only. */
export const HOSTED_PAGE_STATUSES = [
  "WAITING",
  "IN_PROGRESS",
  "MANUAL_ID_CHECK",
  "COMPLETED",
  "FAILED",
  "BACK",
  "CANCELLED",
  "ERROR",
  "DISABLED",
  "TIMEOUT",
] as const

/** `unknown` stands for a status that this version has never heard of: it is no success. */
export type HostedPageStatus = (typeof HOSTED_PAGE_STATUSES)[number] | "unknown"

/**
 * Reads a hosted page's status.
 *
 * @example
 * parseHostedPageStatus("COMPLETED") // "COMPLETED"
 * parseHostedPageStatus("SOMETHING_NEW") // "unknown"
 */
export function parseHostedPageStatus(value: string | null | undefined): HostedPageStatus {
  return HOSTED_PAGE_STATUSES.find((status) => status === value) ?? "unknown"
}
