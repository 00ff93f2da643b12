import { Problem } from "./problem"
import type { TestResult } from "./jest"

/** A point of the customer journey. */
export type Point = { id: string; title: string }

/** How a point stands after a test run. */
export type PointResult = Point & { state: "passed" | "failed" | "no test"; tests: TestResult[] }

const TITLES = [
  "Banner at the top of every page",
  "Klarna's logo in the footer",
  "Information page, linked from the footer",
  "Sign in with Klarna at login and register",
  "Sign in with Klarna at checkout, details filled in",
  "Account linked to Klarna and unlinked",
  "Message under the price on the product page",
  "Express button on the product page",
  "Message near the total in the cart",
  "Express button in the cart",
  "One Klarna option at checkout, named by Klarna",
  "Checkout header in the customer's locale",
  "Klarna's widget inline once selected",
  "Pay button, called from the click",
  "Klarna visible whatever the cart's size",
  "Klarna visible with a gift card in the cart",
  "Klarna preselected for returning customers",
  "Confirmation page names Klarna and next steps",
  "Order mail names Klarna and next steps",
  "Images and product links at Klarna",
  "Carrier and tracking at Klarna",
  "Mobile apps",
  "Klarna in abandoned cart mails",
  "Readiness page in the admin",
]

/** All points, `J1` to `J24`. */
export const POINTS: Point[] = TITLES.map((title, index) => ({ id: `J${index + 1}`, title }))

/**
 * The points that arguments name; all without arguments.
 *
 * @throws Problem for an argument that is no point
 */
export function chosenPoints(args: string[]): Point[] {
  if (!args.length) return POINTS
  return args.map((argument) => {
    const point = POINTS.find(({ id }) => id === argument.toUpperCase())
    if (!point) {
      throw new Problem(
        `${argument} is no point of the journey. Name some of J1 to J${POINTS.length}.`
      )
    }
    return point
  })
}

/** Which points passed: those with tests that carry their number, all of which passed. */
export function judge(points: Point[], tests: TestResult[]): PointResult[] {
  return points.map((point) => {
    const own = tests.filter(({ name }) => new RegExp(`\\b${point.id}\\b`).test(name))
    const state = !own.length ? "no test" : own.every(({ passed }) => passed) ? "passed" : "failed"
    return { ...point, state, tests: own }
  })
}

/** The results as a table, and how many points passed. */
export function table(results: PointResult[]): string {
  const width = Math.max(...results.map(({ title }) => title.length))
  const lines = results.map(({ id, title, state, tests }) => {
    const sign = state === "passed" ? "✓" : "✗"
    const failed = tests.filter(({ passed }) => !passed).map(({ name }) => `\n      ${name}`)
    const count = tests.length ? `${tests.length} test${tests.length === 1 ? "" : "s"}` : ""
    return `${sign} ${id.padEnd(4)} ${title.padEnd(width)}  ${state.padEnd(8)} ${count}${failed.join("")}`
  })
  const passed = results.filter(({ state }) => state === "passed").length
  return ["", ...lines, `${passed} of ${results.length} points passed`].join("\n")
}
