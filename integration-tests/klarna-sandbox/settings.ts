import { z } from "zod"
import { CATEGORIES } from "./rules/categories"

/** A merchant account of the sandbox. */
export const accountSchema = z.strictObject({
  /** Legacy user name, or the id of an API key. */
  username: z.string().min(1),
  password: z.string().min(1),
  /** Sent alone as `Authorization: Basic <key>`; where absent, the password is the key. */
  api_key: z.string().min(1).optional(),
  categories: z.array(z.enum(CATEGORIES)).min(1),
  /** Countries that the agreement covers; `null` covers all. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).nullable(),
})
export type Account = z.infer<typeof accountSchema>

/** What can be set while the sandbox runs, by `POST /_sandbox/settings`. */
export const settingsSchema = z.strictObject({
  /** Categories of the default account; the others keep their own. */
  categories: z.array(z.enum(CATEGORIES)).min(1),
  /** What an identical repeat of create order answers: Klarna does not say which of the three. */
  repeat_order: z.union([z.literal(200), z.literal(403), z.literal(409)]),
  /** Calls a second. The playground has 5 and 50, production 40 and 200. */
  rate_limits: z.strictObject({ sessions: z.int().min(1), others: z.int().min(1) }),
  /** Where callbacks to an https origin really go: `{"https://shop.example": "http://127.0.0.1:9000"}`. */
  callback_origins: z.record(z.string(), z.url()),
  /** Browser identifiers that the account knows. */
  client_ids: z.array(z.string()),
  /** Whether the risk check lets an order's amount grow. */
  increases: z.enum(["accept", "refuse"]),
  /** More accounts, beside the default and the one with three categories. */
  accounts: z.array(accountSchema),
})
export type SettingsValues = z.infer<typeof settingsSchema>

const THREE_CATEGORIES = ["pay_later", "pay_now", "pay_over_time"] as const

export class Settings {
  values: SettingsValues

  constructor(
    private readonly defaults: SettingsValues,
    private readonly credentials: { username: string; password: string }
  ) {
    this.values = structuredClone(defaults)
  }

  change(values: Partial<SettingsValues>): void {
    this.values = { ...this.values, ...values }
  }

  reset(): void {
    this.values = structuredClone(this.defaults)
  }

  accounts(): Account[] {
    const { username, password } = this.credentials
    return [
      { username, password, categories: this.values.categories, countries: null },
      {
        username: "PK00003_sandbox",
        password,
        api_key: "klarna_test_api_sandbox_three",
        categories: [...THREE_CATEGORIES],
        countries: null,
      },
      ...this.values.accounts,
    ]
  }
}

/** Settings as the environment gives them at the start. */
export function defaultSettings(env: NodeJS.ProcessEnv): SettingsValues {
  return {
    categories: env["SANDBOX_CATEGORIES"] === "3" ? [...THREE_CATEGORIES] : ["klarna"],
    repeat_order: 200,
    rate_limits: rateLimits(env["SANDBOX_RATE_LIMITS"]),
    callback_origins: callbackOrigins(env["SANDBOX_CALLBACK_ORIGINS"]),
    client_ids: ["klarna_test_client_sandbox"],
    increases: "accept",
    accounts: [],
  }
}

function rateLimits(name: string | undefined): SettingsValues["rate_limits"] {
  switch (name) {
    case "playground":
      return { sessions: 5, others: 50 }
    case "production":
      return { sessions: 40, others: 200 }
    default:
      return { sessions: 1000, others: 1000 }
  }
}

/** `https://shop.example=http://127.0.0.1:9000,https://other.example=http://127.0.0.1:9001` */
function callbackOrigins(text: string | undefined): Record<string, string> {
  const pairs = (text ?? "").split(",").filter(Boolean)
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=")
      if (at < 1) throw new Error(`SANDBOX_CALLBACK_ORIGINS: "${pair}" is not origin=address.`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    })
  )
}
