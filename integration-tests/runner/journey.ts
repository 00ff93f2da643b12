import { startEnvironment, testVariables } from "./environment"
import { runJest, type TestResult } from "./jest"
import { main } from "./main"
import { POINTS, chosenPoints, judge, table } from "./journey-points"

// `npm run journey -- J7 J13`: the browser tests of these points of the customer journey; without arguments all of them.
main(async ({ progress, processes }) => {
  const chosen = chosenPoints(process.argv.slice(2))
  const demo = await startEnvironment(
    { anyPort: true, database: { name: "medusa_journey", fresh: true }, needsSandbox: true },
    progress,
    processes
  )
  const pattern =
    chosen.length === POINTS.length
      ? "\\bJ\\d+\\b"
      : `\\b(${chosen.map(({ id }) => id).join("|")})\\b`
  const { tests }: { tests: TestResult[] } = await runJest(processes, "browser", {
    env: testVariables(demo),
    args: ["--runInBand", "--forceExit", "--passWithNoTests", "--testNamePattern", pattern],
  })
  const results = judge(chosen, tests)
  return {
    code: results.every(({ state }) => state === "passed") ? 0 : 1,
    last: table(results),
  }
})
