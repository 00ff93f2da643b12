import { fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { controlClient, type SandboxControl } from "./control-client"

export type SpawnOptions = {
  /** More environment variables, such as `SANDBOX_CATEGORIES`. */
  env?: Record<string, string>
}

/** A running sandbox of one's own. */
export type SpawnedSandbox = SandboxControl & {
  /** Its address, without a slash at the end. */
  url: string
  /** Ends the process. */
  stop: () => Promise<void>
}

/** The same by its short name. */
export type Sandbox = SpawnedSandbox

/**
 * Starts a sandbox on a free port, as a process of its own that ends with the caller.
 *
 * @throws Error with what the process said, when it does not come up
 * @example
 * const sandbox = await spawnSandbox()
 * const { authorization_token } = await sandbox.authorize(sessionId)
 * await sandbox.stop()
 */
export async function spawnSandbox(options: SpawnOptions = {}): Promise<SpawnedSandbox> {
  const child = fork(path.join(__dirname, "main.ts"), [], {
    cwd: path.join(__dirname, "../.."),
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...options.env, PORT: "0", HOST: "127.0.0.1", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  const url = await listening(child.stdout, child.stderr, once(child, "exit"))
  child.stdout?.resume()
  child.stderr?.pipe(process.stderr, { end: false })
  child.unref()
  child.channel?.unref()

  return {
    ...controlClient(url),
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, "exit")
      child.kill("SIGTERM")
      await ended
    },
  }
}

type Output = NodeJS.ReadableStream | null

function listening(stdout: Output, stderr: Output, exit: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ""
    const listen = (chunk: unknown) => {
      said += String(chunk)
      const url = /sandbox listening on (http:\/\/\S+)/.exec(said)?.[1]
      if (url) resolve(url)
    }
    stdout?.on("data", listen)
    stderr?.on("data", listen)
    void exit.then(() => reject(new Error(`The sandbox did not start: ${said.trim()}`)))
  })
}
