import path from "node:path"

/**
 * The arrows between the rooms: which room may import which. A path belongs to the room with the longest matching prefix. What is not
 * listed is not allowed; a room may always import itself. `types` allows imports of types alone.
 */
export const ROOMS = {
  "src/klarna": { imports: [], medusa: false },
  "src/settings": { imports: [], medusa: false, packages: false },
  "src/texts": { imports: [], medusa: false, packages: false },
  "src/purchase": { imports: ["src/klarna", "src/settings", "src/texts"], medusa: false },
  "src/operations": {
    imports: ["src/klarna", "src/purchase", "src/settings", "src/texts"],
    medusa: false,
  },
  "src/emails": { imports: ["src/klarna", "src/settings", "src/texts"] },
  "src/modules": {
    imports: ["src/klarna", "src/purchase", "src/operations", "src/settings", "src/texts"],
  },
  "src/providers": {
    imports: [
      "src/klarna",
      "src/purchase",
      "src/operations",
      "src/modules",
      "src/settings",
      "src/texts",
    ],
  },
  "src/workflows": {
    imports: [
      "src/klarna",
      "src/purchase",
      "src/operations",
      "src/modules",
      "src/providers",
      "src/settings",
      "src/texts",
      "src/emails",
    ],
  },
  "src/subscribers": {
    imports: ["src/workflows", "src/modules", "src/klarna", "src/settings", "src/texts"],
  },
  "src/jobs": {
    imports: ["src/workflows", "src/modules", "src/klarna", "src/settings", "src/texts"],
  },
  "src/links": { imports: ["src/modules"] },
  "src/api": {
    imports: [
      "src/workflows",
      "src/modules",
      "src/providers",
      "src/klarna",
      "src/settings",
      "src/texts",
    ],
  },
  "src/admin": { imports: ["admin"] },
  // Files of `src` itself, such as the options, that more than one room reads.
  src: { imports: ["src/klarna", "src/settings", "src/texts"] },
  admin: { imports: ["src/settings"], types: ["src/api"] },
  "storefront-snippets": { imports: [], types: ["src"], medusa: false },
  // A shop like any other: a client of Medusa that uses the kit.
  "storefront-snippets/demo": { imports: ["storefront-snippets"], types: ["src"] },
  "integration-tests/klarna-sandbox": { imports: [], medusa: false },
  "integration-tests/once": { imports: [], medusa: false },
  "integration-tests/store": { imports: [] },
}

/** Rooms that may import files of `src` itself: those that know Medusa. */
const READS_ROOT_FILES = new Set([
  "src/modules",
  "src/providers",
  "src/workflows",
  "src/subscribers",
  "src/jobs",
  "src/api",
])

/** The room of a path relative to the repository; undefined for what is no room, such as tests of the whole. */
export function roomOf(relative) {
  const posix = relative.split(path.sep).join("/")
  return Object.keys(ROOMS)
    .filter((room) => posix === room || posix.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0]
}

/**
 * Why an import is not allowed; undefined when it is.
 *
 * @param {{ from: string, to: string, typeOnly: boolean }} wanted paths relative to the repository
 */
export function forbiddenArrow({ from, to, typeOnly }) {
  const source = roomOf(from)
  if (!source) return undefined
  const rules = ROOMS[source]
  const target = roomOf(to)
  if (target === source) return undefined
  if (target === undefined)
    return to.startsWith("..") ? undefined : `${source} may not import ${to}`
  const allows = (list) =>
    list?.some((room) => target === room || target.startsWith(`${room}/`)) ?? false
  if (allows(rules.imports)) return undefined
  if (target === "src" && READS_ROOT_FILES.has(source)) return undefined
  if (allows(rules.types)) {
    return typeOnly
      ? undefined
      : `${source} may import only types of ${target}: write "import type"`
  }
  return `${source} may not import ${target}`
}

function forbiddenPackage({ from, name }) {
  const source = roomOf(from)
  if (!source) return undefined
  const rules = ROOMS[source]
  if (rules.packages === false) return `${source} imports nothing: not ${name} either`
  if (rules.medusa === false && name.startsWith("@medusajs/")) {
    return `${source} knows nothing of Medusa: it may not import ${name}`
  }
  return undefined
}

const isTest = (relative) => /(^|[\\/])__tests__[\\/]|\.spec\.tsx?$/.test(relative)

/** ESLint rule: an import along an arrow that ARCHITECTURE does not draw is an error. Tests may build their data from anywhere. */
export const roomArrows = {
  meta: {
    type: "problem",
    docs: { description: "Imports follow the arrows between the rooms." },
    schema: [],
    messages: { forbidden: "{{reason}} (the table of rooms stands in {{table}})." },
  },
  create(context) {
    const root = context.cwd
    const from = path.relative(root, context.filename)
    if (isTest(from)) return {}

    const check = (node, specifier, typeOnly) => {
      if (typeof specifier !== "string" || specifier.startsWith("node:")) return
      const reason = specifier.startsWith(".")
        ? forbiddenArrow({
            from,
            to: path.relative(root, path.resolve(path.dirname(context.filename), specifier)),
            typeOnly,
          })
        : forbiddenPackage({ from, name: specifier })
      if (reason) {
        const table = "integration-tests/runner/lint/room-arrows.mjs"
        context.report({ node, messageId: "forbidden", data: { reason, table } })
      }
    }
    const allTypes = (node, kind) =>
      node[kind] === "type" ||
      (node.specifiers?.length > 0 && node.specifiers.every((one) => one[kind] === "type"))

    return {
      ImportDeclaration: (node) => check(node, node.source.value, allTypes(node, "importKind")),
      ExportNamedDeclaration: (node) =>
        node.source && check(node, node.source.value, allTypes(node, "exportKind")),
      ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === "type"),
      ImportExpression: (node) => check(node, node.source.value, false),
      TSImportType: (node) =>
        check(node, node.source?.value ?? node.argument?.literal?.value, true),
      CallExpression: (node) => {
        if (node.callee.name === "require") check(node, node.arguments[0]?.value, false)
      },
    }
  },
}
