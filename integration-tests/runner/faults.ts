import { parseArgs } from "node:util"
import { runAll } from "../faults/session"
import { main } from "./main"
import { startPostgres } from "./postgres"
import { isInUse } from "./postgres-home"
import { Problem } from "./problem"
import { addressOf, checkDatabaseUrl } from "./sql"

const USAGE = "npm run faults -- [--repetitions 10] [--only <text of a case>] [--seed <number>]"

// `npm run faults`: races and kills on two Medusa processes. Ends with a table, and not with 0 where anything went wrong.
main(async ({ progress, processes, interrupted }) => {
  const extent = chosen(process.argv.slice(2))
  const given = process.env.DATABASE_URL
  if (given) await checkDatabaseUrl(given)
  const server = given
    ? addressOf(given)
    : await progress.step("Starting Postgres", () => startPostgres(processes, isInUse()))
  const tally = await Promise.race([
    runAll(server, extent, { progress, processes }),
    interrupted.then(() => undefined),
  ])
  if (!tally) return { code: 1 }
  const { passed, failed } = tally.counts
  return { code: failed || !passed ? 1 : 0, last: tally.table() }
})

function chosen(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        repetitions: { type: "string", default: "10" },
        only: { type: "string" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
      },
    })
    const repetitions = Number(values.repetitions)
    const seed = Number(values.seed)
    if (!Number.isInteger(repetitions) || repetitions < 1 || !Number.isInteger(seed)) {
      throw new Error("--repetitions and --seed are whole numbers.")
    }
    return { repetitions, seed, only: values.only, thorough: true }
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} Usage: ${USAGE}`)
  }
}
