import { Client } from "@medusajs/framework/pg"
import { Problem } from "./problem"

/** How to reach a Postgres server. */
export type DatabaseAddress = { host: string; port: number; user: string; password: string }

/** The address as a URL of one of its databases. */
export function databaseUrl(address: DatabaseAddress, database: string): string {
  const { host, port, user, password } = address
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}`
}

/** The server that a database's URL names. */
export function addressOf(url: string): DatabaseAddress {
  const { hostname, port, username, password } = new URL(url)
  return {
    host: hostname,
    port: Number(port || "5432"),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
}

/** Opens a connection to one database of a server. */
export async function connect(address: DatabaseAddress, database: string): Promise<Client> {
  return open(databaseUrl(address, database))
}

/** Opens a connection. Close it with `end()`. */
export async function open(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on("error", () => undefined)
  await client.connect()
  return client
}

/** Checks a DATABASE_URL that the user gave. Throws a Problem that says what to change. */
export async function checkDatabaseUrl(url: string): Promise<void> {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw new Problem(
      "DATABASE_URL is no address. Write it as postgres://user:password@host:5432/database, or remove it to use the embedded Postgres."
    )
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new Problem(
      "DATABASE_URL must begin with postgres://. Correct it, or remove it to use the embedded Postgres."
    )
  }
  const where = `${parsed.hostname}:${parsed.port || "5432"}`
  const database = parsed.pathname.slice(1)
  try {
    const client = await open(url)
    await client.end()
  } catch (error) {
    throw new Problem(
      `${reason(error, where, database)} Or remove DATABASE_URL to use the embedded Postgres.`
    )
  }
}

function reason(error: unknown, where: string, database: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  switch (code) {
    case "28P01":
    case "28000":
      return `Postgres at ${where} refuses the user or the password of DATABASE_URL. Correct them.`
    case "3D000":
      return `Postgres at ${where} has no database ${database}. Create it (createdb ${database}) or correct DATABASE_URL.`
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of DATABASE_URL (${where}) is not known. Correct it.`
    default:
      return `No Postgres answers at ${where}, the address in DATABASE_URL. Start it there or correct the address.`
  }
}
