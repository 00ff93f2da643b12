/**
 * How a call may be repeated.
 * - `safe`: it changes nothing, or the same again: after time-outs, network errors, 429 and 5xx
 * - `with-key`: the same, since Klarna recognises the idempotency key and answers as the first time
 * - `unprocessed`: only where Klarna surely did nothing: 429, connection refused
 * - `never`: the caller decides
 */
export type RetryRule = "safe" | "with-key" | "unprocessed" | "never"

/** How an attempt ended, as far as repeating is concerned. */
export type AttemptEnd = "unprocessed" | "unknown" | "definite"

/** Waits between attempts, milliseconds. */
export const BACK_OFF = { floor: 200, base: 500, ceiling: 4_000 } as const

/** Whether a call may be repeated after an attempt that ended so. */
export function mayRepeat(rule: RetryRule, end: AttemptEnd): boolean {
  if (end === "definite" || rule === "never") return false
  return end === "unprocessed" || rule === "safe" || rule === "with-key"
}

/**
 * How long to wait before the next attempt: what Klarna said, else a random time below a bound that doubles with each attempt.
 * Randomness keeps many shoppers' retries from arriving together, the floor keeps them from arriving at once.
 *
 * @param attempt number of attempts made, from 1
 */
export function waitBefore(
  attempt: number,
  serverSaid: number | null,
  random: () => number
): number {
  if (serverSaid !== null) return Math.max(BACK_OFF.floor, serverSaid)
  const bound = Math.min(BACK_OFF.ceiling, BACK_OFF.base * 2 ** (attempt - 1))
  return BACK_OFF.floor + Math.round(random() * (bound - BACK_OFF.floor))
}

/**
 * When Klarna takes calls again, in milliseconds from now: `Retry-After` (seconds or a date), else, at a 429,
 * `x-ratelimit-reset` (seconds, or a moment in Unix seconds), which other answers carry too. Null where nothing usable is said.
 */
export function retryAfterMs(
  status: number,
  header: (name: string) => string | undefined,
  now: number
): number | null {
  const said = fromRetryAfter(header("retry-after"), now)
  return said ?? (status === 429 ? fromReset(header("x-ratelimit-reset"), now) : null)
}

function fromRetryAfter(value: string | undefined, now: number): number | null {
  if (!value) return null
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Math.round(Number(value) * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function fromReset(value: string | undefined, now: number): number | null {
  const seconds = Number(/^\s*(\d+(?:\.\d+)?)/.exec(value ?? "")?.[1] ?? "x")
  if (Number.isNaN(seconds)) return null
  return seconds > 1_000_000_000
    ? Math.max(0, Math.round(seconds * 1000 - now))
    : Math.round(seconds * 1000)
}
