import { z } from "@medusajs/framework/zod"
import { MARKETS, marketOf } from "../klarna/markets"
import { parseCallbacks, type CallbackOptions } from "./callback-keys"
import {
  agreedEnvironment,
  judgeCredentials,
  mergeCredentials,
  resolveCredential,
  type ResolvedCredential,
} from "./credentials"
import {
  CredentialSchema,
  ENVIRONMENTS,
  KlarnaOptionsSchema,
  parseOption,
  REGIONS,
  type ApiRegion,
  type CredentialOptions,
  type KlarnaEnvironment,
} from "./schema"

/** Parsed options: what the plugin works with. Holds secrets. */
export type KlarnaOptions = {
  environment: KlarnaEnvironment
  regions: Partial<Record<ApiRegion, ResolvedCredential>>
  markets: Partial<Record<string, ResolvedCredential>>
  scripts: { payments: string; webSdk: string }
  storefrontUrl: string | undefined
  backendUrl: string | undefined
  callbacks: CallbackOptions
}

const PAYMENTS_SCRIPT = "https://x.klarnacdn.net/kp/lib/v1/api.js"
const WEB_SDK_SCRIPT = "https://js.klarna.com/web-sdk/v1/klarna.js"

/**
 * Parses plugin options and environment variables into what the plugin works with. Options win over the environment.
 *
 * Environment variables: `KLARNA_ENVIRONMENT`; for each scope `S` of `EU`, `NA`, `OC` or a country code `KLARNA_S_API_KEY`, or
 * `KLARNA_S_USERNAME` with `KLARNA_S_PASSWORD`, `KLARNA_S_CLIENT_ID`, `KLARNA_S_BASE_URL`, `KLARNA_S_ENVIRONMENT`; and
 * `KLARNA_STOREFRONT_URL`, `KLARNA_BACKEND_URL`, `KLARNA_PAYMENTS_SCRIPT_URL`, `KLARNA_WEB_SDK_SCRIPT_URL`,
 * `KLARNA_CALLBACK_SECRET` (several, comma separated), `KLARNA_CALLBACK_GRACE_SECONDS`.
 *
 * @throws Error whose message names the option and says what to do
 * @example
 * parseKlarnaOptions({ credentials: { eu: { api_key: process.env.KLARNA_KEY } } }, process.env)
 */
export function parseKlarnaOptions(raw: unknown, env: NodeJS.ProcessEnv): KlarnaOptions {
  const given = parseOption(KlarnaOptionsSchema, raw ?? {}, "options")
  const environment = given.environment ?? parseEnvironment(env, "KLARNA_ENVIRONMENT")

  const scopes: { name: string; region: ApiRegion | undefined; options: CredentialOptions }[] = []
  for (const region of REGIONS) {
    scopes.push({
      name: `credentials.${region}`,
      region,
      options: mergeCredentials(given.credentials?.[region], fromEnv(env, region.toUpperCase())),
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
    const options = mergeCredentials(ownMarkets.get(country), fromEnv(env, country))
    if (Object.keys(options).length) {
      scopes.push({ name: `markets.${country}`, region: undefined, options })
    }
  }

  const judged = scopes.map((scope) => ({
    ...scope,
    keyEnvironment: judgeCredentials(scope.name, scope.options),
  }))
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
      payments:
        url(given.payments_script_url, env, "KLARNA_PAYMENTS_SCRIPT_URL") ?? PAYMENTS_SCRIPT,
      webSdk: url(given.web_sdk_script_url, env, "KLARNA_WEB_SDK_SCRIPT_URL") ?? WEB_SDK_SCRIPT,
    },
    storefrontUrl: url(given.storefront_url, env, "KLARNA_STOREFRONT_URL"),
    backendUrl: url(given.backend_url, env, "KLARNA_BACKEND_URL"),
    callbacks: parseCallbacks(given, env, [
      ...Object.values(regions),
      ...Object.values(markets).filter((market) => market !== undefined),
    ]),
  }
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
  return parseOption(
    CredentialSchema,
    Object.fromEntries(found),
    `environment variables KLARNA_${scope}_...`
  )
}

function parseEnvironment(env: NodeJS.ProcessEnv, name: string): KlarnaEnvironment | undefined {
  const value = env[name]?.trim()
  return value ? parseOption(z.enum(ENVIRONMENTS), value, name) : undefined
}

function url(given: string | undefined, env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = given ?? (env[name]?.trim() || undefined)
  return value && parseOption(z.url({ protocol: /^https?$/ }), value, name).replace(/\/+$/, "")
}
