import { randomBytes } from "node:crypto"
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { freePort } from "./ports"
import { accountToUse, hold, homeOf, temporaryHome, type Account } from "./postgres-home"
import { programs } from "./postgres-programs"
import { CommandFailed } from "./problem"
import { commandLine, hasEnded } from "./process-command"
import type { Processes, Running } from "./processes"
import { connect, type DatabaseAddress } from "./sql"
import { until } from "./until"

const USER = "postgres"

/**
 * Starts Postgres from the binaries that npm installed, with its data kept under `.cache` between starts; `temporary` takes a new folder
 * that is removed at the end.
 *
 * Postgres refuses to run as root, so as root it runs as another account (`postgres` or `nobody`) from a folder that this account can
 * reach.
 *
 * The package's own class is not used, because it ends the process from a signal handler of its own, before Medusa has stopped.
 */
export async function startPostgres(
  processes: Processes,
  temporary: boolean
): Promise<DatabaseAddress> {
  const account = accountToUse()
  const home = temporary ? temporaryHome(account) : homeOf(account)
  if (temporary) processes.afterwards(() => rmSync(home, { recursive: true, force: true }))
  else hold(home, processes)
  const program = await programs(home, account)
  const data = path.join(home, "data")
  const password = passwordOf(home)

  if (existsSync(data) && !existsSync(path.join(data, "PG_VERSION"))) {
    rmSync(data, { recursive: true })
  }
  await stopLeftOver(data)
  if (!existsSync(data)) await initialise(processes, { program, data, home, password, account })

  const port = await freePort()
  const server = processes.start({
    name: "postgres",
    command: program("postgres"),
    args: [
      ...["-D", data, "-p", String(port), "-c", "listen_addresses=localhost"],
      // No socket files. Commits don't wait for the disk: when the machine dies, a demo may lose its last second.
      ...["-c", "unix_socket_directories=", "-c", "synchronous_commit=off"],
      ...["-c", "max_connections=200", ...(temporary ? ["-c", "fsync=off"] : [])],
    ],
    user: account,
    cwd: home,
    env: { ...process.env, LC_MESSAGES: "C", TZ: "UTC" },
    stopSignal: "SIGINT",
  })
  const address: DatabaseAddress = { host: "localhost", port, user: USER, password }
  await ready(server, address)
  return address
}

async function ready(server: Running, address: DatabaseAddress): Promise<void> {
  let ended = false
  void server.exited.then(() => (ended = true))
  await until("Postgres accepts connections", 60_000, async () => {
    if (ended) throw new CommandFailed("postgres", server.tail(), server.log)
    try {
      const client = await connect(address, "postgres")
      await client.end()
      return true
    } catch {
      return false
    }
  })
}

async function initialise(
  processes: Processes,
  wanted: {
    program: (name: string) => string
    data: string
    home: string
    password: string
    account: Account | undefined
  }
): Promise<void> {
  const { program, data, home, password, account } = wanted
  const passwordFile = path.join(home, "initial-password")
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  try {
    await processes.run({
      name: "initdb",
      command: program("initdb"),
      args: [
        ...[`--pgdata=${data}`, `--username=${USER}`, `--pwfile=${passwordFile}`],
        ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--lc-messages=C"],
        "--no-sync",
      ],
      user: account,
      cwd: home,
      env: { ...process.env, LC_ALL: "C", LC_MESSAGES: "C" },
    })
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function passwordOf(home: string): string {
  const file = path.join(home, "password")
  if (existsSync(file)) return readFileSync(file, "utf8").trim()
  const password = randomBytes(18).toString("hex")
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

/** A start that was killed hard leaves its Postgres; it alone uses this data folder, so it can be ended by the id that it wrote there. */
async function stopLeftOver(data: string): Promise<void> {
  const file = path.join(data, "postmaster.pid")
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, "utf8").split("\n")[0])
  // The system uses numbers again: it is ours only if it was started with this folder.
  if (!commandLine(pid).includes(data)) {
    rmSync(file, { force: true })
    return
  }
  process.kill(pid, "SIGINT")
  await until("the Postgres of an earlier start ends", 30_000, () => Promise.resolve(hasEnded(pid)))
}
