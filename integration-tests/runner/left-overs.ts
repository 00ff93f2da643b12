import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { CACHE, ROOT } from "./paths"
import { commandLine, hasEnded } from "./process-command"
import { until } from "./until"

const FOLDER = path.join(CACHE, "children")

/**
 * Notes a child, so that a later start can end it if this process is killed too hard to do so.
 *
 * @returns what forgets it again
 */
export function noteChild(pid: number): () => void {
  mkdirSync(FOLDER, { recursive: true })
  const file = path.join(FOLDER, `${process.pid}-${pid}`)
  writeFileSync(file, "")
  return () => rmSync(file, { force: true })
}

/**
 * Ends the children of starts that are no more. The system uses numbers again, so a process is ended only when its command is one of this
 * checkout.
 */
export async function endLeftOvers(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) {
    const [starter = 0, pid = 0] = name.split("-").map(Number)
    if (commandLine(starter).includes("runner")) continue
    if (commandLine(pid).includes(ROOT)) {
      end(pid, commandLine(pid).includes("postgres"))
      await until(`process ${pid} of an earlier start ends`, 30_000, () =>
        Promise.resolve(hasEnded(pid))
      )
    }
    rmSync(path.join(FOLDER, name), { force: true })
  }
}

/** Postgres ends its own children in good order when it is asked; of the others nothing is worth keeping. */
function end(pid: number, isPostgres: boolean): void {
  try {
    if (isPostgres) process.kill(pid, "SIGINT")
    else process.kill(-pid, "SIGKILL")
  } catch {
    // It ended by itself.
  }
}
