import type { Processes } from "../runner/processes"
import type { Progress } from "../runner/progress"
import type { DatabaseAddress } from "../runner/sql"
import { runFaults, type Extent } from "."
import { findRedis } from "./redis"
import { Tally } from "./tally"
import { startWorld, type SharedModules } from "./world"

/** Runs everything, once with locks in Postgres and once with everything in Redis where there is a Redis. */
export async function runAll(
  server: DatabaseAddress,
  extent: Extent,
  { progress, processes }: { progress: Progress; processes: Processes }
): Promise<Tally> {
  const tally = new Tally(progress)
  const on = async (modules: SharedModules, label: string) => {
    const world = await startWorld({ server, modules }, progress, processes)
    try {
      await runFaults({ world, label }, extent, { tally, progress })
      await tally.run(`${label}: Klarna's contracts`, async () => [
        (await world.sandbox.violations()).map((violation) => JSON.stringify(violation)),
      ])
    } finally {
      await world.close()
    }
  }
  await on({ kind: "postgres" }, "Postgres")
  const redis = await findRedis(processes)
  if ("missing" in redis) tally.skip("Redis: the same cases", redis.missing)
  else await on({ kind: "redis", url: redis.url }, "Redis")
  return tally
}
