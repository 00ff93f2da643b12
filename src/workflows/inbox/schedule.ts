const MINUTE_MS = 60_000

/** The longest pause between two looks at the same event. */
const LONGEST_PAUSE_MINUTES = 60

/** After that an event is given up and a person must look. Klarna itself repeats a decision for as long. */
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS

/** How often an event that promised more than Klarna shows yet is looked at. The sweep goes on from there. */
export const MOST_LOOKS = 5

/** When an event that just came is looked into: after the browser had its turn. */
export function firstAttempt(received: Date, graceSeconds: number): Date {
  return new Date(received.getTime() + graceSeconds * 1000)
}

/**
 * When an event is looked into again after so many attempts: 1, 2, 4, 8 ... minutes later, then every hour.
 *
 * @returns undefined when it has waited for a day: then it is given up
 */
export function nextAttempt(
  event: { created_at: Date; attempts: number },
  now: Date
): Date | undefined {
  if (now.getTime() - event.created_at.getTime() >= GIVE_UP_AFTER_MS) return undefined
  const minutes = Math.min(2 ** (event.attempts - 1), LONGEST_PAUSE_MINUTES)
  return new Date(now.getTime() + minutes * MINUTE_MS)
}
