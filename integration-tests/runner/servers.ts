import path from "node:path"
import { SANDBOX_ENV, type KlarnaTarget } from "./klarna-environment"
import { bin, ROOT, SHOP, STORE_BUILD } from "./paths"
import { CommandFailed } from "./problem"
import type { Processes, Running } from "./processes"
import type { Progress } from "./progress"
import { until } from "./until"

const CONTRACTS = path.resolve(ROOT, "../shared/klarna/openapi")

/**
 * Starts Klarna's stand-in on a port.
 *
 * @param stateFile where it keeps what it knows, for as long as the shop's database is kept
 */
export function startSandbox(
  { port, stateFile }: { port: number; stateFile: string | undefined },
  progress: Progress,
  processes: Processes
): Promise<Running> {
  return serve(
    {
      name: "sandbox",
      command: process.execPath,
      args: ["--import", "tsx", path.join(ROOT, "integration-tests/klarna-sandbox/main.ts")],
      env: {
        ...process.env,
        ...SANDBOX_ENV,
        KLARNA_CONTRACTS: process.env.KLARNA_CONTRACTS ?? CONTRACTS,
        PORT: String(port),
        ...(stateFile ? { SANDBOX_STATE_FILE: stateFile } : {}),
      },
    },
    { title: "Starting the Klarna sandbox", url: `http://localhost:${port}/_sandbox/health` },
    { progress, processes }
  )
}

/** Starts the built demo store. */
export function startMedusa(
  env: NodeJS.ProcessEnv,
  port: number,
  progress: Progress,
  processes: Processes
): Promise<Running> {
  return serve(
    {
      name: "medusa",
      command: bin("medusa"),
      args: ["start", "--port", String(port)],
      cwd: STORE_BUILD,
      // `medusa start` prefers the variable to the flag.
      env: { ...env, PORT: String(port) },
    },
    { title: "Starting Medusa", url: `http://localhost:${port}/health` },
    { progress, processes }
  )
}

/** Starts the built demo shop. */
export function startShop(
  shop: { port: number; key: string; medusaUrl: string; klarna: KlarnaTarget },
  progress: Progress,
  processes: Processes
): Promise<Running> {
  return serve(
    {
      name: "shop",
      command: process.execPath,
      args: [path.join(SHOP, "server.mjs")],
      env: {
        ...process.env,
        PORT: String(shop.port),
        MEDUSA_URL: shop.medusaUrl,
        PUBLISHABLE_KEY: shop.key,
        KLARNA_SCRIPT_ORIGINS: shop.klarna.scriptOrigins.join(" "),
      },
    },
    { title: "Starting the demo shop", url: `http://localhost:${shop.port}/config.json` },
    { progress, processes }
  )
}

/** Starts a server and waits until it answers. */
function serve(
  options: Parameters<Processes["start"]>[0],
  ready: { title: string; url: string },
  { progress, processes }: { progress: Progress; processes: Processes }
): Promise<Running> {
  return progress.step(ready.title, async () => {
    const server = processes.start(options)
    let ended = false
    void server.exited.then(() => (ended = true))
    await until(`${options.name} answers at ${ready.url}`, 120_000, async () => {
      if (ended) throw new CommandFailed(options.name, server.tail(), server.log)
      try {
        const answer = await fetch(ready.url, { signal: AbortSignal.timeout(5_000) })
        await answer.text()
        return answer.ok
      } catch {
        return false
      }
    })
    return server
  })
}

/** Rejects when a server ends, with the end of what it printed. */
export async function whenBroken(server: Running): Promise<never> {
  await server.exited
  throw new CommandFailed(server.name, server.tail(), server.log)
}
