import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { buildPlugin, buildShop, buildStore, linkPlugin } from "./builds"
import { prepareDatabase, publishableKey, seededDatabase } from "./database"
import { hasCredentials, klarnaItself, sandboxAt, type KlarnaTarget } from "./klarna-environment"
import { CACHE } from "./paths"
import { choosePort } from "./ports"
import type { DatabaseAddress } from "./sql"
import { checkDatabaseUrl } from "./sql"
import { startPostgres } from "./postgres"
import { isInUse } from "./postgres-home"
import { Problem } from "./problem"
import type { Processes, Running } from "./processes"
import type { Progress } from "./progress"
import { startMedusa, startSandbox, startShop, whenBroken } from "./servers"

/** A running demo: what a browser or a test needs to use it. */
export type Environment = {
  medusaUrl: string
  shopUrl: string
  /** Undefined when Klarna itself is used. */
  sandboxUrl: string | undefined
  publishableKey: string
  adminEmail: string
  adminPassword: string
  /** Rejects when a server ends that nobody stopped. */
  broken: Promise<never>
}

/** How the demo is started. */
export type EnvironmentOptions = {
  /** Whether other ports are taken where the usual ones are in use. */
  anyPort: boolean
  /** The name of its database, and whether that begins empty of orders. */
  database: { name: string; fresh: boolean }
  /** A server that runs already. */
  server?: DatabaseAddress
  /** Whether the sandbox is needed, as it is where no human approves. */
  needsSandbox: boolean
}

const ADMIN_EMAIL = "admin@example.com"
const ADMIN_PASSWORD = "klarna-demo-1"

/** Starts everything: database, Klarna's sandbox, builds, Medusa with its admin, and the demo shop. */
export async function startEnvironment(
  options: EnvironmentOptions,
  progress: Progress,
  processes: Processes
): Promise<Environment> {
  const ports = await choosePorts(options)
  const ownCredentials = hasCredentials(process.env)
  if (options.needsSandbox && ownCredentials) {
    throw new Problem(
      "This runs against the sandbox, but the environment has Klarna credentials (KLARNA_..._API_KEY or _USERNAME). Remove them and start again."
    )
  }
  const givenDatabase = options.server ? undefined : process.env.DATABASE_URL
  if (givenDatabase) await checkDatabaseUrl(givenDatabase)

  const klarna = ownCredentials
    ? klarnaItself(process.env)
    : sandboxAt(`http://localhost:${ports.sandbox}`)
  const urls = {
    medusa: `http://localhost:${ports.medusa}`,
    shop: `http://localhost:${ports.shop}`,
  }
  const env = storeEnvironment(urls, klarna)
  const servers: Running[] = []

  linkPlugin()
  const [server] = await all([
    databaseServer(options, givenDatabase, progress, processes),
    klarna.kind === "sandbox"
      ? startSandbox(
          { port: ports.sandbox, stateFile: stateFileOf(options) },
          progress,
          processes
        ).then((sandbox) => servers.push(sandbox))
      : undefined,
    buildPlugin(progress, processes),
    buildShop(progress, processes),
  ])
  const context = { progress, processes, env }
  const [database] = await all([
    server
      ? seededDatabase(context, server, options.database)
      : prepareDatabase(context, givenDatabase ?? "").then(() => givenDatabase ?? ""),
    buildStore(progress, processes, { ...env, DATABASE_URL: "postgres://unused" }),
  ])
  const key = await publishableKey(database)
  await all([
    startMedusa({ ...env, DATABASE_URL: database }, ports.medusa, progress, processes).then(
      (medusa) => servers.push(medusa)
    ),
    startShop({ port: ports.shop, key, medusaUrl: urls.medusa, klarna }, progress, processes).then(
      (shop) => servers.push(shop)
    ),
  ])

  const broken = Promise.race(servers.map(whenBroken))
  // Who does not listen is not to blame for an unhandled rejection at the end.
  broken.catch(() => undefined)
  return {
    medusaUrl: urls.medusa,
    shopUrl: urls.shop,
    sandboxUrl: klarna.kind === "sandbox" ? `http://localhost:${ports.sandbox}` : undefined,
    publishableKey: key,
    adminEmail: ADMIN_EMAIL,
    adminPassword: ADMIN_PASSWORD,
    broken,
  }
}

/** Variables by which tests in another process find the demo. */
export function testVariables(environment: Environment): NodeJS.ProcessEnv {
  return {
    MEDUSA_URL: environment.medusaUrl,
    SHOP_URL: environment.shopUrl,
    SANDBOX_URL: environment.sandboxUrl,
    PUBLISHABLE_KEY: environment.publishableKey,
    ADMIN_EMAIL: environment.adminEmail,
    ADMIN_PASSWORD: environment.adminPassword,
  }
}

/** Like `Promise.all`, but waits for all to end before it throws the first error, so that nothing is still starting while we stop. */
async function all<T extends readonly unknown[]>(
  work: [...T]
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

async function choosePorts(options: EnvironmentOptions) {
  const medusa = await choosePort("PORT", 9000, options.anyPort)
  const sandbox = await choosePort("SANDBOX_PORT", 9090, options.anyPort)
  const shop = await choosePort("SHOP_PORT", 8000, options.anyPort)
  if (new Set([medusa, sandbox, shop]).size < 3) {
    throw new Problem("PORT, SANDBOX_PORT and SHOP_PORT must be three different ports.")
  }
  return { medusa, sandbox, shop }
}

/** Klarna remembers as long as the shop does: a database that is kept wants its orders known tomorrow. */
function stateFileOf({ database }: EnvironmentOptions): string | undefined {
  return database.fresh ? undefined : path.join(CACHE, "sandbox-state.json")
}

async function databaseServer(
  options: EnvironmentOptions,
  given: string | undefined,
  progress: Progress,
  processes: Processes
): Promise<DatabaseAddress | undefined> {
  if (options.server) return options.server
  if (given) return undefined
  // Headless runs may go beside a started demo; they take a database server of their own then.
  const temporary = options.anyPort && isInUse()
  return progress.step("Starting Postgres", () => startPostgres(processes, temporary))
}

function storeEnvironment(
  urls: { medusa: string; shop: string },
  klarna: KlarnaTarget
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...secrets(),
    NODE_ENV: "production",
    MEDUSA_DISABLE_TELEMETRY: "true",
    MEDUSA_URL: urls.medusa,
    SHOP_URL: urls.shop,
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
    KLARNA_STOREFRONT_URL: process.env.KLARNA_STOREFRONT_URL ?? urls.shop,
    KLARNA_BACKEND_URL: process.env.KLARNA_BACKEND_URL ?? urls.medusa,
    ...klarna.env,
  }
}

/** Medusa's secrets, made once for this checkout. */
function secrets(): { JWT_SECRET: string; COOKIE_SECRET: string } {
  const file = path.join(CACHE, "secret")
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 })
  }
  const secret = readFileSync(file, "utf8")
  return { JWT_SECRET: `${secret}-jwt`, COOKIE_SECRET: `${secret}-cookie` }
}
