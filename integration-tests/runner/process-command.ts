import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import os from "node:os"

/** The command of a process; empty when there is none. A number alone proves nothing: the system uses it again. */
export function commandLine(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return ""
  try {
    return os.platform() === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-o", "command=", "-p", String(pid)]).toString()
  } catch {
    return ""
  }
}

/** Whether a process has let go of its ports and files. Its command is empty a moment earlier. */
export function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (os.platform() !== "linux") return false
    const [, state] = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? []
    // Its first thread may have ended while others still hold what it had.
    return state === "Z" && readdirSync(`/proc/${pid}/task`).length <= 1
  } catch {
    return true
  }
}
