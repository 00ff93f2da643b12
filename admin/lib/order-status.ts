/** Colours of Medusa's status badge. */
export type BadgeColor = "green" | "red" | "blue" | "orange" | "grey" | "purple"

const STATUS_COLORS: Readonly<Record<string, BadgeColor>> = {
  AUTHORIZED: "orange",
  PART_CAPTURED: "orange",
  CAPTURED: "green",
  CLOSED: "green",
  CANCELLED: "grey",
  EXPIRED: "red",
}

const FRAUD_COLORS: Readonly<Record<string, BadgeColor>> = {
  ACCEPTED: "green",
  PENDING: "orange",
  REJECTED: "red",
}

/** Colour of an order status of Klarna's. A status we don't know never looks like success. */
export function statusColor(status: string): BadgeColor {
  return STATUS_COLORS[status] ?? "purple"
}

/** Colour of a fraud status of Klarna's. One we don't know never looks like success. */
export function fraudColor(status: string): BadgeColor {
  return FRAUD_COLORS[status] ?? "purple"
}

const WARN_DAYS = 7
const DAY = 24 * 60 * 60 * 1000

/** What to say about the day on which an authorization runs out. */
export type Expiry = "irrelevant" | "expired" | "soon" | "later"

/**
 * How urgent an order's expiry is. It only matters while something can still be captured.
 *
 * @param remaining - what can still be captured, in minor units
 */
export function expiryOf(expiresAt: string | null, remaining: number, now: Date): Expiry {
  const time = expiresAt === null ? Number.NaN : new Date(expiresAt).getTime()
  if (Number.isNaN(time) || remaining <= 0) return "irrelevant"
  const left = time - now.getTime()
  if (left <= 0) return "expired"
  return left <= WARN_DAYS * DAY ? "soon" : "later"
}
