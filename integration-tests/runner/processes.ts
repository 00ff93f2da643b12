import { spawn, type ChildProcess } from "node:child_process"
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs"
import path from "node:path"
import { noteChild } from "./left-overs"
import { CACHE, ROOT } from "./paths"
import { CommandFailed } from "./problem"

const TAIL = 16_000
const STOP_TIMEOUT = 10_000

/** How a child is started. `echo` shows its output (`"stderr"` only that of its errors) as well as keeping it in the log. */
export type SpawnOptions = {
  name: string
  command: string
  args: string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
  user?: { uid: number; gid: number } | undefined
  echo?: boolean | "stderr"
  stopSignal?: NodeJS.Signals
}

/** A running child. */
export type Running = {
  name: string
  pid: number
  log: string
  /** Resolves with the exit code, null after a signal. */
  exited: Promise<number | null>
  /** The end of what it printed so far. */
  tail(): string
  stop(): Promise<void>
}

/**
 * The children of this program. Each has a process group of its own, so that Ctrl-C in the terminal reaches this program alone, which
 * then ends them in the right order: Postgres last.
 */
export class Processes {
  private readonly running: Running[] = []
  private readonly cleanings: (() => void)[] = []
  private stopping: Promise<void> | undefined

  constructor() {
    process.on("exit", () => {
      for (const child of this.running) signalGroup(child.pid, "SIGKILL")
    })
  }

  /** Whether everything is being ended. */
  get isStopping(): boolean {
    return this.stopping !== undefined
  }

  /** Starts a child that keeps running. */
  start(options: SpawnOptions): Running {
    if (this.stopping) throw new Error(`${options.name} is not started any more: we are stopping.`)
    const { child, log, stream } = launch(options)
    let tail = ""
    const keep = (chunk: Buffer, echo: boolean) => {
      tail = (tail + chunk.toString("utf8")).slice(-TAIL)
      if (echo) process.stdout.write(chunk)
    }
    child.stdout?.on("data", (chunk: Buffer) => keep(chunk, options.echo === true))
    child.stderr?.on("data", (chunk: Buffer) => keep(chunk, Boolean(options.echo)))
    child.stdout?.pipe(stream, { end: false })
    child.stderr?.pipe(stream, { end: false })

    const exited = new Promise<number | null>((resolve) => {
      child.on("error", (error) => {
        tail += `${error.message}\n`
        resolve(1)
      })
      child.on("close", (code) => {
        stream.end()
        resolve(code)
      })
    })
    const pid = child.pid ?? 0
    const forgetChild = pid ? noteChild(pid) : () => undefined
    const running: Running = {
      name: options.name,
      pid,
      log,
      exited,
      tail: () => tail,
      stop: () => this.stop(running, options.stopSignal ?? "SIGTERM"),
    }
    this.running.push(running)
    void exited.then(() => {
      forgetChild()
      this.forget(running)
    })
    return running
  }

  /** Runs a child to its end. Throws `CommandFailed` when it fails. */
  async run(options: SpawnOptions): Promise<void> {
    const child = this.start(options)
    const code = await child.exited
    if (code !== 0) throw new CommandFailed(options.name, child.tail(), child.log)
  }

  /** Ends all children, the youngest first. */
  stopAll(): Promise<void> {
    this.stopping ??= (async () => {
      for (const child of [...this.running].reverse()) await child.stop()
      for (const clean of this.cleanings) clean()
    })()
    return this.stopping
  }

  /** Does something when all children have ended, such as removing a folder. */
  afterwards(clean: () => void): void {
    this.cleanings.push(clean)
  }

  private async stop(child: Running, signal: NodeJS.Signals): Promise<void> {
    if (!this.running.includes(child)) return
    // A server's first signal goes to it alone: it ends its own children in its own way.
    signalOne(child.pid, signal)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), STOP_TIMEOUT)
    })
    const end = await Promise.race([child.exited, late])
    clearTimeout(timer)
    signalGroup(child.pid, "SIGKILL")
    if (end === "late") await child.exited
  }

  private forget(child: Running): void {
    const index = this.running.indexOf(child)
    if (index >= 0) this.running.splice(index, 1)
  }
}

function launch(options: SpawnOptions): { child: ChildProcess; log: string; stream: WriteStream } {
  const folder = path.join(CACHE, "logs")
  mkdirSync(folder, { recursive: true })
  const log = path.join(folder, `${options.name.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}.log`)
  const stream = createWriteStream(log)
  stream.on("error", () => stream.destroy())
  const child = spawn(options.command, options.args, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    ...options.user,
  })
  return { child, log, stream }
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal)
  } catch {
    // Nothing of the group is left.
  }
}
