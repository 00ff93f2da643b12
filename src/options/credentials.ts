import type { CredentialOptions, KlarnaEnvironment } from "./schema"

/** How the merchant reaches Klarna for one API region or market. Holds a secret. */
export type ResolvedCredential = {
  environment: KlarnaEnvironment
  /** Value of the Authorization header. */
  authorization: string
  baseUrl: string | undefined
  clientId: string | undefined
}

/** Credentials of one region or market as they were given, with the world that their prefixes name. */
export type Scope = {
  /** Path in the options, such as `credentials.eu`. */
  name: string
  options: CredentialOptions
  keyEnvironment: KlarnaEnvironment | undefined
}

/** A key, or a user name with its password, is taken from one place as a whole; a mix of two places would be nobody's intent. */
export function mergeCredentials(
  own: CredentialOptions | undefined,
  env: CredentialOptions
): CredentialOptions {
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
export function judgeCredentials(
  name: string,
  options: CredentialOptions
): KlarnaEnvironment | undefined {
  const { api_key, username, password, client_id } = options
  if (api_key && (username || password)) {
    throw new Error(
      `Klarna options: ${name} has api_key and username or password. Give the API key alone, or the pair.`
    )
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

/** The world of all credentials that name none themselves; a mix of test and live is nobody's intent. */
export function agreedEnvironment(scopes: Scope[]): KlarnaEnvironment {
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

/** A credential ready to be used; undefined where a scope has no secret. */
export function resolveCredential(
  scope: Scope,
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
