const MINUTE_MS = 60 * 1000
const HOUR_MS = 60 * MINUTE_MS

/** Klarna remembers an idempotency key for 24 hours; one hour is left for clocks that differ. Source: Klarna, idempotency. */
export const KEY_LIVES_MS = 23 * HOUR_MS

const FIRST_MS = MINUTE_MS
const LONGEST_MS = 6 * HOUR_MS

/**
 * When an operation that Klarna has not answered is tried again: after a minute, then twice as long each time, at most six hours.
 *
 * @example
 * nextAttemptAt(now, 3) // in four minutes
 */
export function nextAttemptAt(now: Date, tries: number): Date {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(tries, 20) - 1))
  return new Date(now.getTime() + wait)
}
