import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { bin, CACHE } from "./paths"
import { CommandFailed } from "./problem"
import type { Processes } from "./processes"
import type { Counts } from "./stages"

/** One test of a jest run. */
export type TestResult = { name: string; passed: boolean }

/** A jest run's counts and its tests. */
export type JestResult = Counts & { tests: TestResult[] }

type JestReport = {
  numPassedTests: number
  numFailedTests: number
  numRuntimeErrorTestSuites: number
  testResults: { assertionResults: { fullName: string; status: string }[] }[]
}

/** Runs one of jest's projects; `args` are further arguments of jest's. A suite that can't be loaded counts as a failure. */
export async function runJest(
  processes: Processes,
  project: string,
  options: { env?: NodeJS.ProcessEnv; args?: string[] } = {}
): Promise<JestResult> {
  const folder = path.join(CACHE, "jest")
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${project}.json`)
  rmSync(file, { force: true })
  const failure = await processes
    .run({
      name: `jest ${project}`,
      command: process.execPath,
      args: [
        ...["--experimental-vm-modules", "--no-warnings", bin("jest"), "--selectProjects", project],
        ...["--json", "--outputFile", file, "--testTimeout", "120000"],
        ...(options.args ?? []),
      ],
      env: { ...process.env, NODE_ENV: "test", FORCE_COLOR: "0", ...options.env },
      echo: "stderr",
    })
    .then(
      () => undefined,
      (error: unknown) => error
    )
  if (!existsSync(file)) throw failure ?? new Error(`jest left no report of ${project}.`)
  // The report is jest's own.
  const report = JSON.parse(readFileSync(file, "utf8")) as JestReport
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites
  const tests = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed")
    .map(({ fullName, status }) => ({ name: fullName, passed: status === "passed" }))
  if (failure instanceof CommandFailed && failed === 0) {
    return { passed: report.numPassedTests, failed: 1, tests }
  }
  return { passed: report.numPassedTests, failed, tests }
}
