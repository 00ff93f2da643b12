import { z } from "@medusajs/framework/zod"

export const REGIONS = ["eu", "na", "oc"] as const
export const ENVIRONMENTS = ["playground", "production"] as const

/** Klarna's API regions. */
export type ApiRegion = (typeof REGIONS)[number]
/** Klarna's two worlds: test and live. */
export type KlarnaEnvironment = (typeof ENVIRONMENTS)[number]

const text = z.string().trim().min(1)

/** Shorter ones could be guessed. */
export const MIN_CALLBACK_SECRET = 16

const callbackSecret = z
  .string({ error: "must be a text, or a list of texts" })
  .trim()
  .min(MIN_CALLBACK_SECRET, {
    error: `each secret needs at least ${MIN_CALLBACK_SECRET} characters`,
  })

/** One secret becomes a list of one. */
export const CallbackSecretSchema = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z
    .array(callbackSecret, { error: "must be a text, or a list of texts" })
    .min(1, { error: "must name at least one secret" })
)

/** Seconds that a call of Klarna waits before it is looked into. */
export const CallbackGraceSchema = z
  .int({ error: "must be a whole number of seconds" })
  .min(0, { error: "must be 0 to 3600 seconds" })
  .max(3600, { error: "must be 0 to 3600 seconds" })

export const CredentialSchema = z.strictObject({
  /** API key from Klarna's portal (`klarna_test_api_...`, `klarna_live_api_...`); complete by itself. */
  api_key: text.optional(),
  /** User name (a UUID, or the legacy `K...`, `PK...`, `N...`); goes with `password`. */
  username: text.optional(),
  password: text.optional(),
  /** Public client identifier for the browser (`klarna_test_client_...`). */
  client_id: text.optional(),
  /** Overrides the top-level `environment` for this region or market. */
  environment: z.enum(ENVIRONMENTS).optional(),
  /** Another host than Klarna's, such as the sandbox. */
  base_url: z.url({ protocol: /^https?$/ }).optional(),
})

/** Credentials of one API region or one market. */
export type CredentialOptions = z.infer<typeof CredentialSchema>

/**
 * The plugin's options. Every field can come from the environment instead: see `parseKlarnaOptions`. Unknown top-level keys are
 * let through, because Medusa adds keys of its own to the object.
 */
export const KlarnaOptionsSchema = z.looseObject({
  /** Test or live. Default: read from the API keys' prefixes, else `playground`. */
  environment: z.enum(ENVIRONMENTS).optional(),
  /** Credentials by API region: `eu` (Europe), `na` (US, CA, MX), `oc` (AU, NZ). */
  credentials: z
    .strictObject({
      eu: CredentialSchema.optional(),
      na: CredentialSchema.optional(),
      oc: CredentialSchema.optional(),
    })
    .optional(),
  /** Own credentials of a market, by country code, where they differ from its region's. */
  markets: z.record(z.string(), CredentialSchema).optional(),
  /** Address of the storefront, used for product links in Klarna's app. */
  storefront_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Public address of this Medusa server, used for Klarna's callbacks. */
  backend_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Address of Klarna's payments library. */
  payments_script_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Address of Klarna's web SDK. */
  web_sdk_script_url: z.url({ protocol: /^https?$/ }).optional(),
  /**
   * Secret that the addresses given to Klarna for its calls are signed with; of a list the first signs and all are accepted.
   * Default: derived from the credentials.
   */
  callback_secret: CallbackSecretSchema.optional(),
  /** How long a call of Klarna waits before it is looked into, so that the shopper's browser normally wins. Default: 120. */
  callback_grace_seconds: CallbackGraceSchema.optional(),
})

/** Parses, and turns zod's issues into one sentence that names the option but never repeats its value. */
export function parseOption<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const reasons = result.error.issues.map((issue) => {
    const path = issue.path.join(".")
    return path ? `${path}: ${issue.message}` : issue.message
  })
  throw new Error(`Klarna options: ${where}: ${reasons.join("; ")}.`)
}
