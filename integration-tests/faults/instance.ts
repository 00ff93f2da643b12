import { bin, STORE_BUILD } from "../runner/paths"
import { freePort } from "../runner/ports"
import { CommandFailed } from "../runner/problem"
import type { Processes, Running } from "../runner/processes"
import { until } from "../runner/until"
import { answersOf, type Answers } from "./answers"

const START_PATIENCE = 120_000

/** One of the Medusa processes of a shop. It can be killed without a chance to put anything in order. */
export class Instance {
  private running: Running | undefined

  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly processes: Processes
  ) {}

  /** @param name names its log, too */
  static async at(name: string, env: NodeJS.ProcessEnv, processes: Processes): Promise<Instance> {
    const port = String(await freePort())
    return new Instance(name, `http://localhost:${port}`, { ...env, PORT: port }, processes)
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    const running = this.processes.start({
      name: `medusa ${this.name}`,
      command: bin("medusa"),
      args: ["start"],
      cwd: STORE_BUILD,
      env: this.env,
    })
    this.running = running
    let ended = false
    void running.exited.then(() => (ended = true))
    await until(`Medusa ${this.name} answers at ${this.url}`, START_PATIENCE, async () => {
      if (ended) throw new CommandFailed(running.name, running.tail(), running.log)
      try {
        const answer = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2_000) })
        await answer.text()
        return answer.ok
      } catch {
        return false
      }
    })
  }

  /** SIGKILL, to this process and its children alone. Answers when it is gone. */
  async kill(): Promise<void> {
    const running = this.running
    if (!running?.pid) throw new Error(`Medusa ${this.name} does not run.`)
    this.running = undefined
    process.kill(-running.pid, "SIGKILL")
    await running.exited
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    await this.running?.stop()
    this.running = undefined
  }

  /** Calls it; see `answersOf`. */
  calls(headers: Record<string, string>): Answers {
    return answersOf(this.url, headers)
  }
}
