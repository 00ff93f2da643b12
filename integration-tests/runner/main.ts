import { existsSync } from "node:fs"
import path from "node:path"
import { endLeftOvers } from "./left-overs"
import { ROOT } from "./paths"
import { explain } from "./problem"
import { Processes } from "./processes"
import { Progress } from "./progress"

/** What a command has to work with. `signal` aborts at Ctrl-C. */
export type Command = {
  progress: Progress
  processes: Processes
  interrupted: Promise<"interrupted">
}

/**
 * Runs a command and ends everything that it started, whatever happens. `work` answers what is left to print, and the exit code.
 */
export function main(work: (command: Command) => Promise<{ last?: string; code: number }>): void {
  const file = path.join(ROOT, ".env")
  if (existsSync(file)) process.loadEnvFile(file)

  const processes = new Processes()
  const progress = new Progress()
  const interrupted = new Promise<"interrupted">((resolve) => {
    let signals = 0
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        signals += 1
        // A second signal: whoever sent it does not want to wait. Leaving kills what still runs.
        if (signals > 1) process.exit(130)
        resolve("interrupted")
      })
    }
    whenParentEnds(() => resolve("interrupted"))
  })

  const finish = async (code: number, last?: string) => {
    await processes.stopAll()
    if (last !== undefined) process.stdout.write(`${last}\n`)
    process.exitCode = code
    process.exit()
  }
  const stop = async () => {
    progress.line("Stopping")
    await finish(0)
  }

  void interrupted.then(stop)
  const run = async () => {
    await endLeftOvers()
    return work({ progress, processes, interrupted })
  }
  run().then(
    ({ code, last }) => finish(code, last),
    async (error: unknown) => {
      // When we stop, children end in the middle of their work: that is no failure.
      if (processes.isStopping) return
      console.error(`✗ ${explain(error)}`)
      await finish(1)
    }
  )
}

/** npm that is killed can't tell us: this process would go on without anybody knowing. */
function whenParentEnds(then: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) then()
  }, 1_000).unref()
}
