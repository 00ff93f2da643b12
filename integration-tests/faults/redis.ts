import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { connect } from "node:net"
import os from "node:os"
import path from "node:path"
import { freePort } from "../runner/ports"
import type { Processes } from "../runner/processes"
import { until } from "../runner/until"

/** A Redis to run with, or why there is none. */
export type FoundRedis = { url: string } | { missing: string }

/** The Redis of REDIS_URL, else one of our own where `redis-server` is on the PATH. */
export async function findRedis(processes: Processes): Promise<FoundRedis> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL }
  const command = ["redis-server", "valkey-server"].find(isInstalled)
  if (!command) return { missing: "no redis-server is on the PATH and REDIS_URL is not set" }

  const folder = mkdtempSync(path.join(os.tmpdir(), "klarna-redis-"))
  processes.afterwards(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  processes.start({
    name: "redis",
    command,
    args: [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder],
      ...["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"],
    ],
  })
  await until("Redis answers", 20_000, () => answers(port))
  return { url: `redis://127.0.0.1:${port}` }
}

function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.end()
      resolve(true)
    })
    socket.on("error", () => resolve(false))
  })
}
