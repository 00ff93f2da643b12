import { firstAttempt, nextAttempt } from "../schedule"

const MINUTE = 60_000
const created_at = new Date("2026-01-01T12:00:00Z")
const at = (minutes: number) => new Date(created_at.getTime() + minutes * MINUTE)

it("the browser has its turn first", () => {
  expect(firstAttempt(created_at, 120)).toEqual(at(2))
  expect(firstAttempt(created_at, 0)).toEqual(created_at)
})

it("F9: pauses grow to an hour and end after a day", () => {
  const pauses: number[] = []
  let now = at(2)
  let attempts = 0
  for (;;) {
    attempts++
    const next = nextAttempt({ created_at, attempts }, now)
    if (!next) break
    pauses.push((next.getTime() - now.getTime()) / MINUTE)
    now = next
  }
  expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect(Math.max(...pauses)).toBe(60)
  expect(now.getTime() - created_at.getTime()).toBeGreaterThanOrEqual(24 * 60 * MINUTE)
  expect(now.getTime() - created_at.getTime()).toBeLessThan(25 * 60 * MINUTE)
})
