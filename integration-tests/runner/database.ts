import { readdirSync } from "node:fs"
import path from "node:path"
import { contentHash } from "./content-hash"
import { bin, ROOT, STORE } from "./paths"
import type { Processes } from "./processes"
import type { Progress } from "./progress"
import { connect, databaseUrl, open, type DatabaseAddress } from "./sql"

const TEMPLATE = "medusa_template"

/** What preparing a database needs. `env` is the store's environment without its DATABASE_URL. */
export type PrepareContext = {
  progress: Progress
  processes: Processes
  env: NodeJS.ProcessEnv
}

/** `files` are our migrations with their contents' hashes, one a line. */
type State = { migrations: string; files: string; seed: string }

/** The state that the code asks for. The images' addresses are a part of the seed. */
function wantedState(env: NodeJS.ProcessEnv): State {
  return {
    migrations: contentHash(["src/modules", "package-lock.json"]),
    files: migrationFiles(),
    seed: contentHash(["integration-tests/store/src/scripts"], env.SHOP_URL),
  }
}

function migrationFiles(): string {
  const modules = path.join(ROOT, "src/modules")
  return readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|[\\/])migrations[\\/][^\\/]+\.ts$/.test(file))
    .sort()
    .map((file) => `${file} ${contentHash([path.join("src/modules", file)])}`)
    .join("\n")
}

/** Whether a database can be brought up by migrations: those that it has had must still be what they were. */
export function canMigrate(had: string, has: string): boolean {
  const files = new Set(has.split("\n"))
  return had.split("\n").every((file) => files.has(file))
}

/**
 * Migrates and seeds a database where that is needed. The database remembers its state, so that one which was dropped, restored or copied
 * is never taken for another.
 */
export async function prepareDatabase(context: PrepareContext, url: string): Promise<void> {
  const { progress, processes } = context
  const env = { ...context.env, DATABASE_URL: url }
  const wanted = wantedState(env)
  const found = await readState(url)
  if (found.migrations === wanted.migrations) progress.skip("Migrating the database")
  else {
    await progress.step("Migrating the database", () =>
      processes.run({
        name: "migrations",
        command: bin("medusa"),
        args: ["db:migrate", "--execute-safe-links"],
        cwd: STORE,
        env,
      })
    )
    await writeState(url, { migrations: wanted.migrations, files: wanted.files })
  }
  if (found.seed === wanted.seed) progress.skip("Seeding the demo store")
  else {
    await progress.step("Seeding the demo store", () =>
      processes.run({
        name: "seed",
        command: bin("medusa"),
        args: ["exec", "./src/scripts/seed.ts"],
        cwd: STORE,
        env,
      })
    )
    await writeState(url, { seed: wanted.seed })
  }
}

/**
 * A seeded database of a server that is ours, copied from a template that is kept. `fresh` replaces one that exists.
 *
 * @returns its URL
 */
export async function seededDatabase(
  context: PrepareContext,
  server: DatabaseAddress,
  wanted: { name: string; fresh: boolean }
): Promise<string> {
  const admin = await connect(server, "postgres")
  try {
    const exists = async (name: string) =>
      (await admin.query("select 1 from pg_database where datname = $1", [name])).rowCount === 1
    const drop = (name: string) => admin.query(`drop database if exists ${name} with (force)`)
    const url = databaseUrl(server, wanted.name)

    if (wanted.fresh) await drop(wanted.name)
    else if ((await exists(wanted.name)) && (await isOutdated(url))) {
      context.progress.line(
        `  The tables of ${wanted.name} were made by migrations that have changed since: it is made anew.`
      )
      await drop(wanted.name)
    }
    if (await exists(wanted.name)) {
      await prepareDatabase(context, url)
      return url
    }
    const templateUrl = databaseUrl(server, TEMPLATE)
    if ((await exists(TEMPLATE)) && (await isOutdated(templateUrl))) await drop(TEMPLATE)
    if (!(await exists(TEMPLATE))) await admin.query(`create database ${TEMPLATE}`)
    await prepareDatabase(context, templateUrl)
    await admin.query(`create database ${wanted.name} template ${TEMPLATE}`)
    return url
  } finally {
    await admin.end()
  }
}

/** Whether a database of ours has had a migration that is no more, as happens while a new one is being written. */
async function isOutdated(url: string): Promise<boolean> {
  const { migrations, files } = await readState(url)
  return migrations !== undefined && !canMigrate(files ?? "unknown", migrationFiles())
}

/** The publishable key that the seed made for the demo shop. */
export async function publishableKey(url: string): Promise<string> {
  const client = await open(url)
  try {
    const { rows } = await client.query<{ token: string }>(
      "select token from api_key where type = 'publishable' and title = 'Demo shop' and deleted_at is null"
    )
    const token = rows[0]?.token
    if (!token) throw new Error("The seed left no publishable key.")
    return token
  } finally {
    await client.end()
  }
}

async function readState(url: string): Promise<Partial<State>> {
  const client = await open(url)
  try {
    const { rows } = await client.query<{ table: string | null }>(
      `select to_regclass('klarna_demo.state')::text as "table"`
    )
    if (!rows[0]?.table) return {}
    const state = await client.query<{ key: string; value: string }>(
      "select key, value from klarna_demo.state"
    )
    return Object.fromEntries(state.rows.map((row) => [row.key, row.value]))
  } finally {
    await client.end()
  }
}

async function writeState(url: string, state: Partial<State>): Promise<void> {
  const client = await open(url)
  try {
    await client.query("create schema if not exists klarna_demo")
    await client.query(
      "create table if not exists klarna_demo.state (key text primary key, value text not null)"
    )
    for (const [key, value] of Object.entries(state)) {
      await client.query(
        "insert into klarna_demo.state values ($1, $2) on conflict (key) do update set value = excluded.value",
        [key, value]
      )
    }
  } finally {
    await client.end()
  }
}
