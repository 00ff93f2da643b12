import { existsSync } from "node:fs"
import path from "node:path"
import { z } from "zod"
import { runPurchases } from "../once"
import { buildPlugin } from "./builds"
import { startEnvironment, testVariables, type Environment } from "./environment"
import { runJest } from "./jest"
import { main } from "./main"
import { bin, ROOT } from "./paths"
import { startPostgres } from "./postgres"
import { isInUse } from "./postgres-home"
import type { Processes } from "./processes"
import { addressOf, checkDatabaseUrl, type DatabaseAddress } from "./sql"
import { Stages, type Counts } from "./stages"

type Check = { name: string; command: string; args: string[] }

const STATIC_CHECKS: Check[] = [
  { name: "lint", command: "eslint", args: [".", "--max-warnings", "0"] },
  { name: "format", command: "prettier", args: ["--check", "."] },
  ...[
    "tsconfig.json",
    "tsconfig.tests.json",
    "admin/tsconfig.json",
    "storefront-snippets/tsconfig.json",
  ]
    .filter((file) => existsSync(path.join(ROOT, file)))
    .map((file) => ({ name: `types ${file}`, command: "tsc", args: ["-p", file, "--noEmit"] })),
]

async function runCheck(processes: Processes, { name, command, args }: Check): Promise<Counts> {
  const code = await processes.start({ name, command: bin(command), args, echo: true }).exited
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Tests of this folder, which run before anything of the product's does, on Node's own runner. */
async function nodeTests(processes: Processes): Promise<Counts> {
  const folder = path.join(ROOT, "integration-tests/runner")
  const child = processes.start({
    name: "runner tests",
    command: process.execPath,
    args: [
      ...["--import", "tsx", "--test", "--test-reporter", "tap"],
      path.join(folder, "lint/room-arrows.test.mjs"),
      path.join(folder, "runner.test.ts"),
    ],
  })
  await child.exited
  const output = child.tail()
  const count = (word: string) =>
    Number(new RegExp(`^# ${word} (\\d+)`, "m").exec(output)?.[1] ?? 0)
  const counts = { passed: count("pass"), failed: count("fail") + count("cancelled") }
  if (counts.failed || !counts.passed) {
    process.stdout.write(output)
    return { ...counts, failed: Math.max(1, counts.failed) }
  }
  return counts
}

const Violations = z.object({ violations: z.array(z.unknown()) })

/** The browser tests; what they sent to Klarna must have kept the contracts too. */
async function browserTests(
  processes: Processes,
  demo: Environment & { sandboxUrl: string }
): Promise<Counts> {
  const { passed, failed } = await runJest(processes, "browser", {
    env: testVariables(demo),
    args: ["--runInBand", "--forceExit"],
  })
  const answer = await fetch(`${demo.sandboxUrl}/_sandbox/violations`)
  const { violations } = Violations.parse(await answer.json())
  for (const violation of violations)
    console.log(`✗ contract violation: ${JSON.stringify(violation)}`)
  return { passed, failed: failed + violations.length }
}

/** The server of DATABASE_URL, else the embedded one. Its user must be allowed to create databases. */
async function databaseServer(processes: Processes): Promise<DatabaseAddress> {
  const given = process.env.DATABASE_URL
  if (!given) return startPostgres(processes, isInUse())
  await checkDatabaseUrl(given)
  return addressOf(given)
}

/** Variables by which Medusa's test runner finds Postgres. */
function httpVariables({ host, port, user, password }: DatabaseAddress): NodeJS.ProcessEnv {
  return {
    DB_HOST: host,
    DB_PORT: String(port),
    DB_USERNAME: user,
    DB_PASSWORD: password,
    LOG_LEVEL: "error",
    MEDUSA_DISABLE_TELEMETRY: "true",
  }
}

// `npm test`: everything that CI runs.
main(async ({ progress, processes }) => {
  const stages = new Stages(progress)
  const done: Counts = { passed: 1, failed: 0 }

  for (const check of STATIC_CHECKS) {
    await stages.run(check.name, () => runCheck(processes, check))
  }
  await stages.run("runner", () => nodeTests(processes))
  await stages.run("unit", () => runJest(processes, "unit", { args: ["--maxWorkers=2"] }))
  await stages.run("contract", () => runJest(processes, "contract", { args: ["--maxWorkers=2"] }))

  let server: DatabaseAddress | undefined
  await stages.run("Postgres", async () => {
    server = await databaseServer(processes)
    return done
  })
  if (server) {
    const env = httpVariables(server)
    await stages.run("http", () =>
      runJest(processes, "http", { env, args: ["--maxWorkers=2", "--forceExit"] })
    )
  } else stages.skip("http", "Postgres")

  const built = await stages.run("plugin build", async () => {
    await buildPlugin(progress, processes)
    return done
  })
  if (built) {
    await stages.run("package", () => runJest(processes, "package", { args: ["--runInBand"] }))
  } else stages.skip("package", "plugin build")

  let demo: Environment | undefined
  if (server && built) {
    const running = server
    await stages.run("store, sandbox and shop", async () => {
      demo = await startEnvironment(
        {
          anyPort: true,
          database: { name: "medusa_test", fresh: true },
          server: running,
          needsSandbox: true,
        },
        progress,
        processes
      )
      return done
    })
  } else stages.skip("store, sandbox and shop", server ? "plugin build" : "Postgres")

  if (demo?.sandboxUrl) {
    const { sandboxUrl } = demo
    const running = { ...demo, sandboxUrl }
    await stages.run("purchases", async () => {
      const report = await runPurchases(running, (line) => progress.line(line))
      return { passed: report.purchases.length, failed: report.ok ? 0 : 1 }
    })
    await stages.run("browser", () => browserTests(processes, running))
  } else {
    stages.skip("purchases", "store, sandbox and shop")
    stages.skip("browser", "store, sandbox and shop")
  }
  return { code: stages.failed ? 1 : 0, last: stages.summary() }
})
