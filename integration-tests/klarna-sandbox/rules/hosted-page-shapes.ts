import { z } from "zod"

const httpsUrl = z
  .string()
  .max(2000)
  .regex(/^https:\/\//)

/** Where a hosted page leads: https, like every address that Klarna is given. */
export const hostedPageUrls = z.object({
  success: httpsUrl.optional(),
  cancel: httpsUrl.optional(),
  back: httpsUrl.optional(),
  failure: httpsUrl.optional(),
  error: httpsUrl.optional(),
  status_update: httpsUrl.optional(),
})

const category = z.enum([
  "DIRECT_DEBIT",
  "DIRECT_BANK_TRANSFER",
  "PAY_NOW",
  "PAY_LATER",
  "PAY_OVER_TIME",
  "KLARNA",
])

const options = z.object({
  place_order_mode: z.enum(["NONE", "PLACE_ORDER", "CAPTURE_ORDER"]).optional(),
  payment_method_category: category.optional(),
  payment_method_categories: z.array(category).optional(),
  purchase_type: z
    .enum(["BUY", "RENT", "BOOK", "SUBSCRIBE", "DOWNLOAD", "ORDER", "CONTINUE"])
    .optional(),
  page_title: z.string().optional(),
  logo_url: z.string().optional(),
  background_images: z
    .array(z.object({ url: z.string().optional(), width: z.int().optional() }))
    .optional(),
  show_subtotal_detail: z.literal("HIDE").optional(),
})

export const hostedPageCreate = z.object({
  payment_session_url: z.string(),
  merchant_urls: hostedPageUrls.optional(),
  options: options.optional(),
  profile_id: z.string().optional(),
})

/** Devices in shops that a link can be sent to; the contract lists these. */
const ACCESS_IDS = ["klarna:09f4a78d-d096-47d4-a0f6-abcf680c70fe", "467521087419", "278352"]

export const distributionCreate = z.object({
  method: z.enum(["sms", "email", "token"]),
  contact_information: z.object({
    email: z.string().optional(),
    phone: z.string().optional(),
    phone_country: z.string().optional(),
    access_id: z.string().optional(),
  }),
  template: z.enum(["INSTORE_PURCHASE"]).optional(),
})

export type HostedPageUrls = z.infer<typeof hostedPageUrls>
export type HostedPageOptions = z.infer<typeof options>
export type DistributionRequest = z.infer<typeof distributionCreate>

/** Names the fields that a distribution lacks or has wrong: each method needs its own. */
export function contactErrors({ method, contact_information }: DistributionRequest): string[] {
  const { email, phone, phone_country, access_id } = contact_information
  const wrong = {
    email: [["email", !email || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)]],
    sms: [
      ["phone", !phone || !/^\+?[\d\s()./-]{5,20}$/.test(phone)],
      ["phone_country", !phone_country || !/^[A-Za-z]{2}$/.test(phone_country)],
    ],
    token: [["access_id", !access_id]],
  } satisfies Record<DistributionRequest["method"], [string, boolean][]>
  return wrong[method]
    .filter(([, isWrong]) => isWrong)
    .map(([field]) => `contact_information.${String(field)}`)
}

export function knowsDevice(accessId: string): boolean {
  return ACCESS_IDS.includes(accessId)
}
