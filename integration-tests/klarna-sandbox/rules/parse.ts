import type { z } from "zod"
import { badValue, Refusal } from "../answers"
import { fieldName, isObject, withoutNulls } from "./json"

type Issue = z.core.$ZodIssue

/** Reads a body of Klarna Payments, or refuses it with the names of all wrong fields. */
export function parsePayments<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, issues, value } = check(schema, body)
  if (issues.length === 0 && data) return data.value
  const wrongType = issues.find((issue) => isWrongType(issue, value))
  if (wrongType) {
    const field = fieldName(wrongType.path)
    throw new Refusal(400, "BAD_REQUEST", [`Bad request: ${field || "body"}`], { fields: [field] })
  }
  throw badValue(names(issues))
}

/** Reads a body of Order Management, which answers 422 for a value outside its limits and 400 for what is missing or mistyped. */
export function parseManagement<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, issues, value } = check(schema, body)
  if (issues.length === 0 && data) return data.value
  const wrongType = issues.find((issue) => isWrongType(issue, value))
  if (wrongType) {
    throw new Refusal(400, "BAD_REQUEST", [`Bad request: ${fieldName(wrongType.path) || "body"}`])
  }
  const messages = issues.map((issue) => outsideLimits(issue))
  throw new Refusal(422, "UNPROCESSABLE_ENTITY", messages, { fields: names(issues) })
}

function check<T>(schema: z.ZodType<T>, body: unknown) {
  const value = withoutNulls(body)
  if (!isObject(value)) throw new Refusal(400, "BAD_REQUEST", ["Bad request: body"])
  const result = schema.safeParse(value)
  return {
    value,
    data: result.success ? { value: result.data } : undefined,
    issues: result.success ? [] : result.error.issues,
  }
}

/** A field that is missing has no type to be wrong; a fraction is a wrong value, not a wrong type. */
function isWrongType(issue: Issue, value: unknown): boolean {
  if (issue.code !== "invalid_type") return false
  const given = issue.path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)]
    return isObject(at) ? at[String(key)] : undefined
  }, value)
  const numberForNumber =
    typeof given === "number" && (issue.expected === "int" || issue.expected === "number")
  return given !== undefined && !numberForNumber
}

function names(issues: readonly Issue[]): string[] {
  return [...new Set(issues.map((issue) => fieldName(issue.path)))]
}

function outsideLimits(issue: Issue): string {
  const field = issue.path.filter((part) => typeof part === "string").join("/")
  if (issue.code === "too_big" && (issue.origin === "string" || issue.origin === "array")) {
    return `The size of the ${field} value must be between 0 and ${String(issue.maximum)}`
  }
  return `The value of ${field} is not allowed`
}
