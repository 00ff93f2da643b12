import Ajv, { type ValidateFunction } from "ajv"
import addFormats from "ajv-formats"
import { isObject, type JsonObject } from "./rules/json"

export type OperationChecks = {
  request: ValidateFunction | undefined
  /** By status: the body's check where the contract gives a schema, and the headers that it promises. */
  answers: Map<number, { body: ValidateFunction | undefined; headers: string[] }>
}

type Direction = "request" | "answer"

/** Contract names that say too little by themselves. */
const RENAMED: Readonly<Record<string, string>> = { get: "getRefund" }

const METHODS = ["get", "post", "patch", "put", "delete"]

/** Compiles the checks of every operation of an OpenAPI document. */
export function compileOperations(contract: unknown): Map<string, OperationChecks> {
  const document = object(contract)
  const schemas = object(object(document["components"])["schemas"])
  const compilers = {
    request: compiler(schemas, "request"),
    answer: compiler(schemas, "answer"),
  }
  const operations = new Map<string, OperationChecks>()
  for (const methods of Object.values(object(document["paths"]))) {
    for (const [method, value] of Object.entries(object(methods))) {
      if (!METHODS.includes(method)) continue
      const operation = object(value)
      const name = String(operation["operationId"])
      operations.set(RENAMED[name] ?? name, compileOperation(operation, compilers))
    }
  }
  return operations
}

type Compile = (schema: unknown) => ValidateFunction | undefined

function compileOperation(
  operation: JsonObject,
  compilers: Record<Direction, Compile>
): OperationChecks {
  const answers: OperationChecks["answers"] = new Map()
  for (const [status, value] of Object.entries(object(operation["responses"]))) {
    const response = object(value)
    answers.set(Number(status), {
      body: status === "204" ? undefined : compilers.answer(jsonSchema(response)),
      headers: Object.keys(object(response["headers"])),
    })
  }
  return { request: compilers.request(bodySchema(operation)), answers }
}

function compiler(schemas: JsonObject, direction: Direction): Compile {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats(ajv)
  ajv.addSchema({ $id: "contract", components: { schemas: closed(schemas, direction) } })
  return (schema) => (isObject(schema) ? ajv.compile(object(closed(schema, direction))) : undefined)
}

function jsonSchema(holder: JsonObject): unknown {
  return object(object(holder["content"])["application/json"])["schema"]
}

/** A body's schema is written either under `schema` or as a bare reference. */
function bodySchema(operation: JsonObject): unknown {
  const media = object(object(object(operation["requestBody"])["content"])["application/json"])
  return media["schema"] ?? (media["$ref"] ? media : undefined)
}

/** A copy in which no object takes unknown fields, and in which requests have no read-only ones. */
function closed(schema: unknown, direction: Direction): unknown {
  if (Array.isArray(schema)) return schema.map((part) => closed(part, direction))
  if (!isObject(schema)) return schema
  const only: unknown = Array.isArray(schema["allOf"]) ? schema["allOf"][0] : undefined
  if (isObject(only) && Array.isArray(schema["allOf"]) && schema["allOf"].length === 1) {
    return closed(only, direction)
  }
  const reference = schema["$ref"]
  if (typeof reference === "string") return { $ref: `contract${reference}` }

  const copy: JsonObject = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === "example" || key === "description" || key === "default") continue
    copy[key] =
      key === "properties" ? properties(object(value), direction) : closed(value, direction)
  }
  if (isObject(copy["properties"])) copy["additionalProperties"] = false
  return copy
}

/** Names of fields are no keywords, whatever they spell; so each is copied by itself. */
function properties(fields: JsonObject, direction: Direction): JsonObject {
  const kept = Object.entries(fields).filter(
    ([, field]) => direction === "answer" || !(isObject(field) && field["readOnly"] === true)
  )
  return Object.fromEntries(kept.map(([name, field]) => [name, closed(field, direction)]))
}

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}
