import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  chmodSync,
  chownSync,
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
import { CACHE, ROOT } from "./paths"
import { Problem } from "./problem"
import { commandLine } from "./process-command"
import type { Processes } from "./processes"

/** The account that Postgres runs as. */
export type Account = { uid: number; gid: number }

const HOLDER = "runner.pid"

/** The account for Postgres: undefined means this process's own. */
export function accountToUse(): Account | undefined {
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
export function homeOf(account: Account | undefined): string {
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

/** A new folder of its own for a Postgres that leaves nothing behind. */
export function temporaryHome(account: Account | undefined): string {
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
export function reachable(folder: string): boolean {
  let current = folder
  for (;;) {
    if ((statSync(current).mode & 0o001) === 0) return false
    const parent = path.dirname(current)
    if (parent === current) return true
    current = parent
  }
}

/** Whether a start of this checkout uses the kept data at this moment. */
export function isInUse(): boolean {
  return holderOf(homeOf(accountToUse())) !== undefined
}

/** Says that this process uses the kept data. Throws a Problem when another one does. */
export function hold(home: string, processes: Processes): void {
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
