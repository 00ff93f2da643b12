import type { Progress } from "./progress"
import { explain } from "./problem"

/** How many tests of a stage passed and failed. */
export type Counts = { passed: number; failed: number }

type Result = Counts & { name: string; seconds: number }

/** Runs the stages of a test run one after the other and keeps their results; one that throws counts as one failure. */
export class Stages {
  private readonly results: Result[] = []

  constructor(private readonly progress: Progress) {}

  async run(name: string, work: () => Promise<Counts>): Promise<boolean> {
    const begin = Date.now()
    this.progress.line(`\n=== ${name}`)
    let counts: Counts
    try {
      counts = await work()
    } catch (error) {
      this.progress.line(`✗ ${explain(error)}`)
      counts = { passed: 0, failed: 1 }
    }
    const seconds = (Date.now() - begin) / 1000
    this.results.push({ name, ...counts, seconds })
    this.progress.line(
      `=== ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds.toFixed(1)} s)`
    )
    return counts.failed === 0
  }

  /** Says that a stage could not run because an earlier one failed: that is a failure too. */
  skip(name: string, because: string): void {
    this.progress.line(`\n=== ${name}: not run, because ${because} failed`)
    this.results.push({ name, passed: 0, failed: 1, seconds: 0 })
  }

  get failed(): boolean {
    return this.results.some(({ failed }) => failed > 0)
  }

  /** A table of the stages, and the sums as the last line. */
  summary(): string {
    const sum = (key: "passed" | "failed") =>
      this.results.reduce((total, result) => total + result[key], 0)
    const lines = this.results.map(
      ({ name, passed, failed, seconds }) =>
        `${failed ? "✗" : "✓"} ${name.padEnd(28)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`
    )
    return [
      "",
      ...lines,
      `In ${this.progress.seconds.toFixed(0)} s`,
      `${sum("passed")} passed, ${sum("failed")} failed`,
    ].join("\n")
  }
}
