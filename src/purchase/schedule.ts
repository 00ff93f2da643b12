const MINUTE_MS = 60_000

/** A Klarna session lives 48 hours and its answer carries no date. Source: Klarna Payments, session lifetime. */
export const SESSION_LIFETIME_MS = 48 * 60 * MINUTE_MS

/** A session this near to its end is replaced, so that it can't end while the shopper decides. */
export const RENEW_BEFORE_MS = 60 * MINUTE_MS

/** How often a purchase is read at Klarna while a shopper may be paying. */
export const CHECK_EVERY_MS = 5 * MINUTE_MS

/** How long after the last sign of a shopper that is so. */
const BEING_PAID_MS = 90 * MINUTE_MS

/** How often after that: an approval lives 60 minutes, so that none passes unseen. */
const CHECK_LATER_MS = 30 * MINUTE_MS

/** How long a Klarna order whose completion failed waits for the shopper to try again, before it is cancelled. */
export const ADOPTION_MS = 30 * MINUTE_MS

/** How long an order of the shop that nobody paid (its completion died half way) waits for its payment. */
export const UNPAID_ORDER_MS = 65 * MINUTE_MS

/** How long after Klarna accepted an order the shop is tried to be finished before the order is given back. */
export const FINISH_MS = 60 * MINUTE_MS

/** When an open purchase is to be read at Klarna next. */
export function nextCheck(
  purchase: { opened_at: Date | null; session_expires_at: Date | null },
  now: Date
): Date {
  const seen = purchase.opened_at?.getTime() ?? 0
  const step = now.getTime() - seen < BEING_PAID_MS ? CHECK_EVERY_MS : CHECK_LATER_MS
  const end = purchase.session_expires_at?.getTime() ?? Number.POSITIVE_INFINITY
  // Once more right after the end, to close it.
  return new Date(Math.max(now.getTime(), Math.min(now.getTime() + step, end + 1_000)))
}

/** A moment that lies so many milliseconds after another. */
export function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}
