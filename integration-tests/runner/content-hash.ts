import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import path from "node:path"
import { CACHE, ROOT } from "./paths"

const SKIPPED = new Set(["node_modules", ".medusa", "dist", "__tests__", ".cache", ".git"])

/** Hash of the contents of files and folders, by their paths relative to the repository. Missing ones count as empty. */
export function contentHash(paths: string[], extra = ""): string {
  const hash = createHash("sha256").update(extra)
  for (const entry of paths) {
    for (const file of filesOf(path.join(ROOT, entry))) {
      hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0")
    }
  }
  return hash.digest("hex")
}

function filesOf(entry: string): string[] {
  if (!existsSync(entry)) return []
  if (statSync(entry).isFile()) return [entry]
  return readdirSync(entry, { withFileTypes: true })
    .filter((child) => !SKIPPED.has(child.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((child) => {
      const full = path.join(entry, child.name)
      if (child.isDirectory()) return filesOf(full)
      return child.isFile() ? [full] : []
    })
}

/** Files of a build's output with their sizes: tells a finished build from one that somebody removed or made again. */
function fingerprint(folder: string): string {
  if (!existsSync(folder)) return ""
  const hash = createHash("sha256")
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const full = path.join(file.parentPath, file.name)
    hash.update(full).update(String(statSync(full).size))
  }
  return hash.digest("hex")
}

/** A build that is done again only when its inputs changed or its output is not what it was. */
export type CachedBuild = { name: string; inputs: () => string; output: string }

const recordOf = (build: CachedBuild) => path.join(CACHE, "builds", `${build.name}.json`)

export function isBuilt(build: CachedBuild): boolean {
  const record = recordOf(build)
  if (!existsSync(record)) return false
  const wanted = JSON.stringify({ inputs: build.inputs(), output: fingerprint(build.output) })
  return readFileSync(record, "utf8") === wanted
}

export function rememberBuild(build: CachedBuild, inputs: string): void {
  mkdirSync(path.dirname(recordOf(build)), { recursive: true })
  writeFileSync(recordOf(build), JSON.stringify({ inputs, output: fingerprint(build.output) }))
}

export function forgetBuild(build: CachedBuild): void {
  rmSync(recordOf(build), { force: true })
}
