import type { Progress } from "../runner/progress"

/** What became of the repetitions of one case. */
type Row = {
  name: string
  passed: number
  failed: number
  skipped: string | undefined
  seconds: number
}

/** Counts what held and what did not, by case. */
export class Tally {
  private readonly rows: Row[] = []

  constructor(private readonly progress: Progress) {}

  /**
   * Runs a case. It answers one list of findings for each repetition; an empty list is a pass. One that throws is one failure.
   */
  async run(name: string, work: () => Promise<string[][]>): Promise<void> {
    const begin = Date.now()
    const results = await work().catch((error: unknown) => [[messageOf(error)]])
    const failures = results.filter((findings) => findings.length > 0)
    const seconds = (Date.now() - begin) / 1000
    const passed = results.length - failures.length
    this.rows.push({ name, passed, failed: failures.length, skipped: undefined, seconds })
    this.progress.line(
      `${failures.length ? "✗" : "✓"} ${name}: ${passed} of ${results.length} (${seconds.toFixed(1)} s)`
    )
    for (const findings of failures) {
      for (const finding of findings) this.progress.line(`    ✗ ${finding}`)
    }
  }

  /** Says why a group of cases could not be run here. That is no failure. */
  skip(name: string, reason: string): void {
    this.rows.push({ name, passed: 0, failed: 0, skipped: reason, seconds: 0 })
    this.progress.line(`- ${name}: skipped, ${reason}`)
  }

  get counts(): { passed: number; failed: number } {
    const sum = (key: "passed" | "failed") => this.rows.reduce((total, row) => total + row[key], 0)
    return { passed: sum("passed"), failed: sum("failed") }
  }

  table(): string {
    const width = Math.max(...this.rows.map(({ name }) => name.length))
    const lines = this.rows.map(({ name, passed, failed, skipped, seconds }) =>
      skipped
        ? `- ${name.padEnd(width)}  skipped: ${skipped}`
        : `${failed ? "✗" : "✓"} ${name.padEnd(width)}  ${String(passed).padStart(4)} passed ${String(failed).padStart(3)} failed ${seconds.toFixed(1).padStart(6)} s`
    )
    const { passed, failed } = this.counts
    return ["", ...lines, `${passed} passed, ${failed} failed`].join("\n")
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
