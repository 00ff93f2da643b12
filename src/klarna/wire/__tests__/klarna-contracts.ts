import Ajv from "ajv"
import addFormats from "ajv-formats"
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"

/** Klarna's contracts are not ours to copy: they lie beside the repository, or where KLARNA_CONTRACTS says. */
export const contractsFolder = resolve(
  process.env.KLARNA_CONTRACTS ?? resolve(__dirname, "../../../../../shared/klarna/openapi")
)

export const contractsExist = existsSync(resolve(contractsFolder, "payments.json"))

/** Says which tests did not run, where the contracts are absent. */
export function sayAbsent(): void {
  console.warn(
    `Klarna's contracts are not at ${contractsFolder} (set KLARNA_CONTRACTS): bodies are checked by our schemas only.`
  )
}

type Json = Record<string, unknown>

/** A check against one schema of a contract, in which unknown fields are errors: answers true, else throws what is wrong. */
export function contractSchema(file: string, name: string): (body: unknown) => true {
  const contract = asObject(JSON.parse(readFileSync(resolve(contractsFolder, file), "utf8")))
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  for (const format of ["int32", "int64"]) ajv.addFormat(format, true)
  ajv.addSchema(closed({ components: contract.components }), "klarna")
  const validate = ajv.getSchema(`klarna#/components/schemas/${name}`)
  if (!validate) throw new Error(`${file} has no schema ${name}`)
  return (body) => {
    const isValid = validate(body)
    if (isValid !== true) throw new Error(ajv.errorsText(validate.errors))
    return true
  }
}

/** Forbids unknown fields, and fields that only Klarna may set, wherever an object lists its fields. */
function closed(node: unknown): Json {
  return asObject(visit(node))
}

function visit(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(visit)
  if (node === null || typeof node !== "object") return node
  const copy: Json = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, visit(value)])
  )
  const { properties } = copy
  if (copy.type === "object" && properties !== null && typeof properties === "object") {
    const own = Object.entries(properties).filter(([, field]) => asObject(field).readOnly !== true)
    return { ...copy, properties: Object.fromEntries(own), additionalProperties: false }
  }
  return copy
}

function asObject(value: unknown): Json {
  return value !== null && typeof value === "object" ? { ...value } : {}
}
