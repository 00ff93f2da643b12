/** So many failures in a row, within this time, open a circuit. */
const FAILURES = 5
const WITHIN_MS = 30_000

/** How long it stays open before one call is let through to see. */
const OPEN_MS = 15_000

/**
 * Remembers that a host of Klarna's does not answer, so that shoppers are told at once instead of waiting for it. It holds no truth:
 * it only spares calls that would begin something new. What finishes or reads something always goes through, since a call that was
 * never made would be taken for Klarna's no. Only failures of the spared calls count, so that one door of Klarna's that is broken
 * (its refunds, say) closes no checkout; any answer ends the count.
 */
export class Circuit {
  private failures: number[] = []
  private openUntil = 0

  constructor(private readonly now: () => number = () => Date.now()) {}

  /** Whether a call that begins something may be made. After a while one is let through, and decides. */
  allows(): boolean {
    const now = this.now()
    if (now < this.openUntil) return false
    // The next ones wait for what becomes of this one.
    if (this.openUntil) this.openUntil = now + OPEN_MS
    return true
  }

  /** Klarna answered, whatever it said. */
  answered(): void {
    this.failures = []
    this.openUntil = 0
  }

  /** No answer, or one that says that Klarna is broken. */
  failed(): void {
    const now = this.now()
    this.failures = [...this.failures.filter((at) => now - at < WITHIN_MS), now].slice(-FAILURES)
    if (this.failures.length >= FAILURES) this.openUntil = now + OPEN_MS
  }
}

const circuits = new Map<string, Circuit>()

/** The circuit of a host, one for the process. */
export function circuitOf(host: string): Circuit {
  const known = circuits.get(host) ?? new Circuit()
  circuits.set(host, known)
  return known
}
