import { z } from "@medusajs/framework/zod"
import { MARKETS, marketOf } from "./klarna/markets"

const REGIONS = ["eu", "na", "oc"] as const
const ENVIRONMENTS = ["playground", "production"] as const

/** Klarna's API regions. */
export type ApiRegion = (typeof REGIONS)[number]
/** Klarna's two worlds: test and live. */
export type KlarnaEnvironment = (typeof ENVIRONMENTS)[number]

const text = z.string().trim().min(1)

const CredentialSchema = z.strictObject({
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
})

/** How the merchant reaches Klarna for one API region or market. Holds a secret. */
export type ResolvedCredential = {
  environment: KlarnaEnvironment
  /** Value of the Authorization header. */
  authorization: string
  baseUrl: string | undefined
  clientId: string | undefined
}

/** Parsed options: what the plugin works with. Holds secrets. */
export type KlarnaOptions = {
  environment: KlarnaEnvironment
  regions: Partial<Record<ApiRegion, ResolvedCredential>>
  markets: Partial<Record<string, ResolvedCredential>>
  scripts: { payments: string; webSdk: string }
  storefrontUrl: string | undefined
  backendUrl: string | undefined
}

/** A way to Klarna's API for one market, or the reason why there is none. */
export type Connection =
  | {
      available: true
      region: ApiRegion
      environment: KlarnaEnvironment
      baseUrl: string
      authorization: string
      clientId: string | null
    }
  | { available: false; code: "market_unknown" | "credentials_missing"; reason: string }

const HOST_SUFFIX: Record<ApiRegion, string> = { eu: "", na: "-na", oc: "-oc" }

const PAYMENTS_SCRIPT = "https://x.klarnacdn.net/kp/lib/v1/api.js"
const WEB_SDK_SCRIPT = "https://js.klarna.com/web-sdk/v1/klarna.js"

/**
 * Parses plugin options and environment variables into what the plugin works with. Options win over the environment.
 *
 * Environment variables: `KLARNA_ENVIRONMENT`; for each scope `S` of `EU`, `NA`, `OC` or a country code `KLARNA_S_API_KEY`, or
 * `KLARNA_S_USERNAME` with `KLARNA_S_PASSWORD`, `KLARNA_S_CLIENT_ID`, `KLARNA_S_BASE_URL`, `KLARNA_S_ENVIRONMENT`; and
 * `KLARNA_STOREFRONT_URL`, `KLARNA_BACKEND_URL`, `KLARNA_PAYMENTS_SCRIPT_URL`, `KLARNA_WEB_SDK_SCRIPT_URL`.
 *
 * @throws Error whose message names the option and says what to do
 * @example
 * parseKlarnaOptions({ credentials: { eu: { api_key: process.env.KLARNA_KEY } } }, process.env)
 */
export function parseKlarnaOptions(raw: unknown, env: NodeJS.ProcessEnv): KlarnaOptions {
  const given = parse(KlarnaOptionsSchema, raw ?? {}, "options")
  const environment = given.environment ?? parseEnvironment(env, "KLARNA_ENVIRONMENT")

  const scopes: { name: string; region: ApiRegion | undefined; options: CredentialOptions }[] = []
  for (const region of REGIONS) {
    scopes.push({
      name: `credentials.${region}`,
      region,
      options: merge(given.credentials?.[region], fromEnv(env, region.toUpperCase())),
    })
  }
  const ownMarkets = new Map<string, CredentialOptions>()
  for (const [country, options] of Object.entries(given.markets ?? {})) {
    if (!marketOf(country)) {
      throw new Error(
        `Klarna options: markets.${country} is not a country that Klarna serves. Use one of ${MARKETS.map((market) => market.country).join(", ")}.`
      )
    }
    ownMarkets.set(country.toUpperCase(), options)
  }
  for (const { country } of MARKETS) {
    const options = merge(ownMarkets.get(country), fromEnv(env, country))
    if (Object.keys(options).length) {
      scopes.push({ name: `markets.${country}`, region: undefined, options })
    }
  }

  const judged = scopes.map((scope) => ({ ...scope, keyEnvironment: judge(scope.name, scope.options) }))
  const fallback = environment ?? agreedEnvironment(judged)

  const regions: KlarnaOptions["regions"] = {}
  const markets: KlarnaOptions["markets"] = {}
  for (const scope of judged) {
    const credential = resolveCredential(scope, scope.options.environment ?? environment, fallback)
    if (!credential) continue
    if (scope.region) regions[scope.region] = credential
    else markets[scope.name.slice("markets.".length)] = credential
  }

  return {
    environment: fallback,
    regions,
    markets,
    scripts: {
      payments: url(given.payments_script_url, env, "KLARNA_PAYMENTS_SCRIPT_URL") ?? PAYMENTS_SCRIPT,
      webSdk: url(given.web_sdk_script_url, env, "KLARNA_WEB_SDK_SCRIPT_URL") ?? WEB_SDK_SCRIPT,
    },
    storefrontUrl: url(given.storefront_url, env, "KLARNA_STOREFRONT_URL"),
    backendUrl: url(given.backend_url, env, "KLARNA_BACKEND_URL"),
  }
}

/**
 * How to reach Klarna for a market: its own credentials, else its region's.
 *
 * @example
 * connectionFor(options, "SE") // { available: true, region: "eu", baseUrl: "https://api.playground.klarna.com", ... }
 */
export function connectionFor(options: KlarnaOptions, countryCode: string): Connection {
  const market = marketOf(countryCode)
  if (!market) {
    return {
      available: false,
      code: "market_unknown",
      reason: `Klarna does not serve the country ${countryCode.slice(0, 2).toUpperCase()}.`,
    }
  }
  const region = market.apiRegion
  const credential = options.markets[market.country] ?? options.regions[region]
  if (!credential) {
    return {
      available: false,
      code: "credentials_missing",
      reason: `No Klarna credentials for ${market.country}. Set credentials.${region} in the plugin's options or KLARNA_${region.toUpperCase()}_API_KEY.`,
    }
  }
  return {
    available: true,
    region,
    environment: credential.environment,
    baseUrl: credential.baseUrl ?? klarnaHost(region, credential.environment),
    authorization: credential.authorization,
    clientId: credential.clientId ?? null,
  }
}

/** Klarna's own host of a region and environment. Source: Klarna's list of API URLs. */
function klarnaHost(region: ApiRegion, environment: KlarnaEnvironment): string {
  const world = environment === "playground" ? ".playground" : ""
  return `https://api${HOST_SUFFIX[region]}${world}.klarna.com`
}

function fromEnv(env: NodeJS.ProcessEnv, scope: string): CredentialOptions {
  const read = (name: string) => env[`KLARNA_${scope}_${name}`]?.trim() || undefined
  const found = Object.entries({
    api_key: read("API_KEY"),
    username: read("USERNAME"),
    password: read("PASSWORD"),
    client_id: read("CLIENT_ID"),
    environment: read("ENVIRONMENT"),
    base_url: read("BASE_URL"),
  }).filter(([, value]) => value !== undefined)
  return parse(CredentialSchema, Object.fromEntries(found), `environment variables KLARNA_${scope}_...`)
}

/** A key, or a user name with its password, is taken from one place as a whole; a mix of two places would be nobody's intent. */
function merge(own: CredentialOptions | undefined, env: CredentialOptions): CredentialOptions {
  if (!own) return env
  const { api_key, username, password, ...rest } = env
  const ownSecret = own.api_key ?? own.username ?? own.password
  const secret = ownSecret === undefined ? { api_key, username, password } : {}
  return { ...rest, ...secret, ...own }
}

function prefixEnvironment(value: string | undefined): KlarnaEnvironment | undefined {
  if (value?.startsWith("klarna_test_")) return "playground"
  if (value?.startsWith("klarna_live_")) return "production"
  return undefined
}

/** Checks that a credential is whole and of one world; answers the world that its prefixes name. */
function judge(name: string, options: CredentialOptions): KlarnaEnvironment | undefined {
  const { api_key, username, password, client_id } = options
  if (api_key && (username || password)) {
    throw new Error(`Klarna options: ${name} has api_key and username or password. Give the API key alone, or the pair.`)
  }
  if (username && !password) {
    throw new Error(
      `Klarna options: ${name}.username has no password. Add ${name}.password, or give ${name}.api_key alone.`
    )
  }
  if (password && !username && prefixEnvironment(password) === undefined) {
    throw new Error(
      `Klarna options: ${name}.password has no username. Add ${name}.username, or give an API key (klarna_test_api_..., klarna_live_api_...) as ${name}.api_key.`
    )
  }
  const key = prefixEnvironment(api_key ?? password)
  const client = prefixEnvironment(client_id)
  if (key && client && key !== client) {
    throw new Error(
      `Klarna options: ${name} mixes a ${worldOf(key)} key with a ${worldOf(client)} client_id. Use both from the same Klarna portal.`
    )
  }
  return key ?? client
}

function worldOf(environment: KlarnaEnvironment): string {
  return environment === "playground" ? "test" : "live"
}

function agreedEnvironment(
  scopes: { name: string; options: CredentialOptions; keyEnvironment: KlarnaEnvironment | undefined }[]
): KlarnaEnvironment {
  const open = scopes.filter((scope) => scope.keyEnvironment && !scope.options.environment)
  const test = open.find((scope) => scope.keyEnvironment === "playground")
  const live = open.find((scope) => scope.keyEnvironment === "production")
  if (test && live) {
    throw new Error(
      `Klarna options: ${test.name} has a test key and ${live.name} a live one. Use keys of one kind, or say ${test.name}.environment: "playground" and ${live.name}.environment: "production" where that is meant.`
    )
  }
  return live ? "production" : "playground"
}

function resolveCredential(
  scope: { name: string; options: CredentialOptions; keyEnvironment: KlarnaEnvironment | undefined },
  wanted: KlarnaEnvironment | undefined,
  fallback: KlarnaEnvironment
): ResolvedCredential | undefined {
  const { api_key, username, password, client_id, base_url } = scope.options
  const secret = api_key ?? password
  if (!secret) return undefined

  const environment = wanted ?? scope.keyEnvironment ?? fallback
  if (scope.keyEnvironment && scope.keyEnvironment !== environment) {
    throw new Error(
      `Klarna options: ${scope.name} has a ${worldOf(scope.keyEnvironment)} key, but its environment is ${environment}. Use a ${worldOf(environment)} key or change the environment.`
    )
  }
  if (base_url && environment === "production" && !base_url.startsWith("https://")) {
    throw new Error(`Klarna options: ${scope.name}.base_url must be https in production.`)
  }
  const token = username ? Buffer.from(`${username}:${secret}`, "utf8").toString("base64") : secret
  return {
    environment,
    authorization: `Basic ${token}`,
    baseUrl: base_url?.replace(/\/+$/, ""),
    clientId: client_id,
  }
}

function parseEnvironment(env: NodeJS.ProcessEnv, name: string): KlarnaEnvironment | undefined {
  const value = env[name]?.trim()
  return value ? parse(z.enum(ENVIRONMENTS), value, name) : undefined
}

function url(given: string | undefined, env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = given ?? (env[name]?.trim() || undefined)
  return value && parse(z.url({ protocol: /^https?$/ }), value, name).replace(/\/+$/, "")
}

/** Parses, and turns zod's issues into one sentence that names the option but never repeats its value. */
function parse<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const reasons = result.error.issues.map((issue) => {
    const path = issue.path.join(".")
    return path ? `${path}: ${issue.message}` : issue.message
  })
  throw new Error(`Klarna options: ${where}: ${reasons.join("; ")}.`)
}
