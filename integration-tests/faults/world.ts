import { randomBytes } from "node:crypto"
import { controlClient, type SandboxControl } from "../klarna-sandbox/control-client"
import { buildPlugin, buildStore, linkPlugin } from "../runner/builds"
import { publishableKey, seededDatabase } from "../runner/database"
import { sandboxAt } from "../runner/klarna-environment"
import { bin, STORE } from "../runner/paths"
import { freePort } from "../runner/ports"
import type { Processes } from "../runner/processes"
import type { Progress } from "../runner/progress"
import { startSandbox } from "../runner/servers"
import type { DatabaseAddress } from "../runner/sql"
import { answersOf, success, type Answers } from "./answers"
import { openCatalogue, type Catalogue } from "./catalogue"
import { Instance } from "./instance"
import { TokenAnswer } from "../once/schemas"
import { endLocks } from "./locks"
import { openSql, type Sql } from "./sql"
import { openWire, type Wire } from "./wire"

/** What the Medusa processes share beside the database: locks in Postgres, or everything in Redis. */
export type SharedModules = { kind: "postgres" } | { kind: "redis"; url: string }

/** A shop of two Medusa processes on one database, and Klarna's stand-in behind a line that can be stopped. */
export type World = {
  /** Looks into what Klarna tells at once. */
  first: Instance
  /** Leaves the browser its turn. */
  second: Instance
  sandbox: SandboxControl
  wire: Wire
  sql: Sql
  catalogue: Catalogue
  /** The shopper's way to a Medusa. */
  store(instance: Instance): Answers
  /** The merchant's way to a Medusa. */
  admin(instance: Instance): Answers
  /** Time passes until the locks of processes that died have ended. Nobody may hold one that is alive. */
  endLocks(): Promise<void>
  close(): Promise<void>
}

/** The shop's public address, where Klarna's calls go. The tests deliver them by hand, when and where they want. */
export const PUBLIC_URL = "https://shop.example"

const ADMIN = { email: "admin@example.com", password: "klarna-demo-1" }
const SHOP_URL = "http://localhost:8000"

/** Starts the shop. The builds are made where they are not there yet. */
export async function startWorld(
  { server, modules }: { server: DatabaseAddress; modules: SharedModules },
  progress: Progress,
  processes: Processes
): Promise<World> {
  linkPlugin()
  const port = await freePort()
  const sandbox = await startSandbox({ port, stateFile: undefined }, progress, processes)
  const sandboxUrl = `http://localhost:${port}`
  const wire = await openWire(sandboxUrl)
  const env = environment(wire.url, modules)

  await buildPlugin(progress, processes)
  await buildStore(progress, processes, { ...env, DATABASE_URL: "postgres://unused" })
  const name = `medusa_faults_${modules.kind}`
  const context = { progress, processes, env: { ...env, SHARED_MODULES: "none" } }
  const url = await seededDatabase(context, server, { name, fresh: true })
  const withDatabase = { ...env, DATABASE_URL: url }
  await progress.step("Migrating what the processes share", () =>
    processes.run({
      name: "faults migrations",
      command: bin("medusa"),
      args: ["db:migrate", "--execute-safe-links", "--skip-scripts"],
      cwd: STORE,
      env: withDatabase,
    })
  )
  const first = await Instance.at(
    "first",
    { ...withDatabase, KLARNA_CALLBACK_GRACE_SECONDS: "0" },
    processes
  )
  const second = await Instance.at(
    "second",
    { ...withDatabase, KLARNA_CALLBACK_GRACE_SECONDS: "120" },
    processes
  )
  await progress.step("Starting two Medusa processes", () =>
    Promise.all([first.start(), second.start()])
  )
  const key = await publishableKey(url)
  const store = (instance: Instance) => instance.calls({ "x-publishable-api-key": key })
  const { token } = success(
    await answersOf(first.url).post("/auth/user/emailpass", ADMIN),
    TokenAnswer,
    "logging in"
  )
  const sql = await openSql(url)
  await sql.rows("create table klarna_demo.order_placed (order_id text not null)")
  return {
    first,
    second,
    sandbox: controlClient(sandboxUrl),
    wire,
    sql,
    catalogue: await openCatalogue(store(first), sql),
    store,
    admin: (instance) => instance.calls({ authorization: `Bearer ${token}` }),
    endLocks: () => endLocks(modules, sql),
    close: async () => {
      await Promise.all([first.stop(), second.stop()])
      await sandbox.stop()
      await sql.close()
      await wire.stop()
    },
  }
}

function environment(klarnaUrl: string, modules: SharedModules): NodeJS.ProcessEnv {
  return {
    ...process.env,
    JWT_SECRET: randomBytes(32).toString("hex"),
    COOKIE_SECRET: randomBytes(32).toString("hex"),
    NODE_ENV: "production",
    LOG_LEVEL: "info",
    MEDUSA_DISABLE_TELEMETRY: "true",
    MEDUSA_URL: "http://localhost:9000",
    SHOP_URL,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    KLARNA_STOREFRONT_URL: SHOP_URL,
    KLARNA_BACKEND_URL: PUBLIC_URL,
    KLARNA_CALLBACK_SECRET: "a-secret-for-the-tests-of-faults",
    NOTE_ORDERS_PLACED: "true",
    SHARED_MODULES: modules.kind,
    ...(modules.kind === "redis" ? { REDIS_URL: modules.url } : {}),
    ...sandboxAt(klarnaUrl).env,
  }
}
