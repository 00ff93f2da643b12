import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import type { ValidateFunction } from "ajv"
import type { Answer } from "./answers"
import { ANSWER_GAPS, REQUEST_FIELD_GAPS, REQUEST_GAPS } from "./contract-gaps"
import { compileOperations, type OperationChecks } from "./contract-compiler"
import { canonical, isObject, type JsonObject } from "./rules/json"

export type Violation = {
  n: number
  kind: "request" | "answer"
  operation: string | null
  path: string
  errors: string[]
}

type Seen = { n: number; api: string; operation: string | null; path: string }

const FILES = {
  payments: "payments.json",
  ordermanagement: "ordermanagement.json",
  hpp: "hpp.json",
} as const

/**
 * Holds every request and every answer against Klarna's published contracts. Objects are closed: a field that the contract does not know
 * is a violation, and so is a read-only field in a request. Where the contracts are not at hand nothing is checked, and it says so.
 */
export class Contracts {
  readonly folder: string
  readonly checked: boolean
  readonly violations: Violation[] = []
  private readonly operations = new Map<string, OperationChecks>()

  constructor(folder: string | undefined) {
    this.folder = path.resolve(folder || path.join(__dirname, "../../../shared/klarna/openapi"))
    this.checked = Object.values(FILES).every((file) => existsSync(path.join(this.folder, file)))
    if (!this.checked) return
    for (const file of Object.values(FILES)) {
      const contract: unknown = JSON.parse(readFileSync(path.join(this.folder, file), "utf8"))
      for (const [name, checks] of compileOperations(contract)) this.operations.set(name, checks)
    }
  }

  clear(): void {
    this.violations.length = 0
  }

  /** The operations that the contracts list; empty without them. */
  operationNames(): string[] {
    return [...this.operations.keys()]
  }

  checkRequest(seen: Seen, body: unknown): void {
    if (!this.checked) return
    const checks = seen.operation ? this.operations.get(seen.operation) : undefined
    if (!checks) {
      this.report(seen, "request", ["The contract has no such operation."])
      return
    }
    const deliberate = REQUEST_GAPS.some(
      (gap) => gap.operation === seen.operation && gap.body === canonical(body ?? null)
    )
    if (deliberate) return
    if (!checks.request) {
      if (body !== undefined) this.report(seen, "request", ["The operation takes no body."])
      return
    }
    const value = REQUEST_FIELD_GAPS.filter((gap) => gap.operation === seen.operation).reduce(
      (rest, gap) => without(rest, gap.path),
      body
    )
    this.report(seen, "request", errorsOf(checks.request, value))
  }

  checkAnswer(seen: Seen, answer: Answer): void {
    const checks = seen.operation ? this.operations.get(seen.operation) : undefined
    if (!checks) return
    if (!checks.answers.has(answer.status)) {
      if (!gapAllows(seen, answer.status)) {
        this.report(seen, "answer", [`The contract lists no status ${answer.status}.`])
      }
      return
    }
    const expected = checks.answers.get(answer.status)
    const missing = (expected?.headers ?? []).filter(
      (name) => !answer.headers?.[name.toLowerCase()]
    )
    const errors = missing.map((name) => `The header ${name} is missing.`)
    if (expected?.body && answer.body !== undefined)
      errors.push(...errorsOf(expected.body, answer.body))
    this.report(seen, "answer", errors)
  }

  private report(seen: Seen, kind: Violation["kind"], errors: string[]): void {
    if (errors.length === 0) return
    const { n, operation, path: at } = seen
    this.violations.push({ n, kind, operation, path: at, errors })
  }
}

function gapAllows(seen: Seen, status: number): boolean {
  return ANSWER_GAPS.some(
    (gap) =>
      (gap.api === "*" || gap.api === seen.api) &&
      (gap.operation === "*" || gap.operation === seen.operation) &&
      gap.statuses.includes(status)
  )
}

function errorsOf(validate: ValidateFunction, value: unknown): string[] {
  if (value === undefined) return ["The body is missing or is no JSON."]
  const plain: unknown = JSON.parse(JSON.stringify(value))
  if (validate(plain)) return []
  return (validate.errors ?? []).map((error) => {
    const extra: unknown = error.params["additionalProperty"]
    const name = typeof extra === "string" ? ` (${extra})` : ""
    return `${error.instancePath || "body"} ${error.message ?? "is wrong"}${name}`
  })
}

function without(value: unknown, at: readonly string[]): unknown {
  const [key, ...rest] = at
  if (key === undefined || !isObject(value) || !(key in value)) return value
  const copy: JsonObject = { ...value }
  if (rest.length === 0) delete copy[key]
  else copy[key] = without(copy[key], rest)
  return copy
}
