/** Where Klarna is: the sandbox of this repository, or Klarna itself with the credentials of whoever starts. */
export type KlarnaTarget = {
  kind: "sandbox" | "klarna"
  /** Variables for Medusa. */
  env: NodeJS.ProcessEnv
  /** Origins of the scripts that the shop may load. */
  scriptOrigins: string[]
}

const CREDENTIAL = /^KLARNA_[A-Z]{2}_(API_KEY|USERNAME)$/
const SANDBOX_USER = "PK00000_sandbox"
const SANDBOX_KEY = "klarna_test_api_sandbox"
const SANDBOX_CLIENT = "klarna_test_client_sandbox"
const REGIONS = ["EU", "NA", "OC"]

/** Whether the environment names credentials of Klarna's. */
export function hasCredentials(env: NodeJS.ProcessEnv): boolean {
  return Object.keys(env).some((name) => CREDENTIAL.test(name) && env[name])
}

/** Klarna itself, as the environment describes it. */
export function klarnaItself(env: NodeJS.ProcessEnv): KlarnaTarget {
  const scripts = [
    env.KLARNA_PAYMENTS_SCRIPT_URL ?? "https://x.klarnacdn.net/kp/lib/v1/api.js",
    env.KLARNA_WEB_SDK_SCRIPT_URL ?? "https://js.klarna.com/web-sdk/v1/klarna.js",
  ]
  return {
    kind: "klarna",
    env: {},
    scriptOrigins: [...new Set(scripts.map((script) => new URL(script).origin))],
  }
}

/** The sandbox: every API region points to it. */
export function sandboxAt(url: string): KlarnaTarget {
  const env: NodeJS.ProcessEnv = {
    KLARNA_ENVIRONMENT: "playground",
    KLARNA_PAYMENTS_SCRIPT_URL: `${url}/kp/lib/v1/api.js`,
    KLARNA_WEB_SDK_SCRIPT_URL: `${url}/web-sdk/v1/klarna.js`,
  }
  for (const region of REGIONS) {
    env[`KLARNA_${region}_API_KEY`] = SANDBOX_KEY
    env[`KLARNA_${region}_CLIENT_ID`] = SANDBOX_CLIENT
    env[`KLARNA_${region}_BASE_URL`] = url
  }
  return { kind: "sandbox", env, scriptOrigins: [url] }
}

/** Credentials with which the sandbox itself is started. */
export const SANDBOX_ENV = { SANDBOX_USER, SANDBOX_PASSWORD: SANDBOX_KEY }
