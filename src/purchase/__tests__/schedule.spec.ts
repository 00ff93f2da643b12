import fc from "fast-check"
import {
  ADOPTION_MS,
  after,
  CHECK_EVERY_MS,
  FINISH_MS,
  nextCheck,
  RENEW_BEFORE_MS,
  SESSION_LIFETIME_MS,
  UNPAID_ORDER_MS,
} from "../schedule"

const MINUTE = 60_000
/** How long Klarna keeps an approval. */
const APPROVAL_MS = 60 * MINUTE
const NOW = new Date("2026-01-02T12:00:00Z")
const ago = (minutes: number) => after(NOW, -minutes * MINUTE)
const inMinutes = (date: Date) => (date.getTime() - NOW.getTime()) / MINUTE

it.each<[string, { opened_at: Date | null; session_expires_at: Date | null }, number]>([
  [
    "the shopper is here",
    { opened_at: ago(1), session_expires_at: after(NOW, SESSION_LIFETIME_MS) },
    5,
  ],
  ["the shopper left lately", { opened_at: ago(89), session_expires_at: null }, 5],
  ["the shopper left long ago", { opened_at: ago(90), session_expires_at: null }, 30],
  ["no shopper was ever seen", { opened_at: null, session_expires_at: null }, 30],
])("%s", (_what, purchase, minutes) => {
  expect(inMinutes(nextCheck(purchase, NOW))).toBe(minutes)
})

it("F13: looks once more right after the session's end, to close it", () => {
  const ends = after(NOW, 2 * MINUTE)
  const check = nextCheck({ opened_at: ago(1), session_expires_at: ends }, NOW)
  expect(check.getTime()).toBeGreaterThan(ends.getTime())
  expect(check.getTime() - ends.getTime()).toBeLessThanOrEqual(MINUTE)
})

it("looks at once where the session has ended already", () => {
  const check = nextCheck({ opened_at: ago(1), session_expires_at: ago(10) }, NOW)
  expect(check).toEqual(NOW)
})

it("I3: never looks in the past, and never so late that an approval passes unseen", () => {
  const moment = fc.option(
    fc.integer({ min: -5000, max: 5000 }).map((minutes) => ago(minutes)),
    { nil: null }
  )
  fc.assert(
    fc.property(moment, moment, (opened_at, session_expires_at) => {
      const wait = nextCheck({ opened_at, session_expires_at }, NOW).getTime() - NOW.getTime()
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThan(APPROVAL_MS)
      const isHere = opened_at !== null && NOW.getTime() - opened_at.getTime() < APPROVAL_MS
      if (isHere) expect(wait).toBeLessThanOrEqual(CHECK_EVERY_MS)
    })
  )
})

it("I3: an order without a payment outlives every approval for it", () => {
  expect(UNPAID_ORDER_MS).toBeGreaterThan(APPROVAL_MS)
})

it("F13: a session is renewed so early that no approval of it can outlive it", () => {
  expect(RENEW_BEFORE_MS).toBeGreaterThanOrEqual(APPROVAL_MS)
  expect(RENEW_BEFORE_MS).toBeLessThan(SESSION_LIFETIME_MS)
})

it("a shop that can be finished is tried several times before a Klarna order goes back", () => {
  expect(FINISH_MS / CHECK_EVERY_MS).toBeGreaterThanOrEqual(6)
  expect(ADOPTION_MS).toBeGreaterThan(CHECK_EVERY_MS)
})
