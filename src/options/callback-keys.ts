import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto"
import type { z } from "@medusajs/framework/zod"
import type { ResolvedCredential } from "./credentials"
import {
  CallbackGraceSchema,
  CallbackSecretSchema,
  parseOption,
  type KlarnaOptionsSchema,
} from "./schema"

/** How Klarna's calls are told from forged ones, and how long they wait. Keys show nothing of themselves when printed. */
export type CallbackOptions = {
  /** The first signs, all verify. Empty where there are neither secrets nor credentials: then no address is given to Klarna. */
  keys: KeyObject[]
  graceSeconds: number
}

const GRACE_SECONDS = 120
const KEY_BYTES = 32
const SALT = "medusa-plugin-klarna"

/** Secrets that came from different places never give the same key, and no key is good for anything else. */
const PURPOSE = { secret: "callbacks/secret", credential: "callbacks/credential" } as const

/**
 * Reads the options of Klarna's calls. Without a secret of their own, each credential gives a key, so that another region's
 * credentials added later leave the addresses valid that Klarna holds already.
 *
 * @param credentials those in force, in an order that does not change
 * @throws Error that names the option, never its value
 */
export function parseCallbacks(
  given: Pick<z.infer<typeof KlarnaOptionsSchema>, "callback_secret" | "callback_grace_seconds">,
  env: NodeJS.ProcessEnv,
  credentials: Pick<ResolvedCredential, "authorization">[]
): CallbackOptions {
  const secrets = given.callback_secret ?? secretsOf(env)
  const keys = secrets
    ? secrets.map((secret) => keyOf(secret, PURPOSE.secret))
    : [...new Set(credentials.map(({ authorization }) => authorization))].map((authorization) =>
        keyOf(authorization, PURPOSE.credential)
      )
  return { keys, graceSeconds: given.callback_grace_seconds ?? graceOf(env) ?? GRACE_SECONDS }
}

function secretsOf(env: NodeJS.ProcessEnv): string[] | undefined {
  const name = "KLARNA_CALLBACK_SECRET"
  const text = env[name]?.trim()
  return text ? parseOption(CallbackSecretSchema, text.split(","), name) : undefined
}

function graceOf(env: NodeJS.ProcessEnv): number | undefined {
  const name = "KLARNA_CALLBACK_GRACE_SECONDS"
  const text = env[name]?.trim()
  return text ? parseOption(CallbackGraceSchema, Number(text), name) : undefined
}

function keyOf(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, SALT, purpose, KEY_BYTES)))
}
