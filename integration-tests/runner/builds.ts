import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import path from "node:path"
import { contentHash, forgetBuild, isBuilt, rememberBuild, type CachedBuild } from "./content-hash"
import { bin, PLUGIN_BUILD, ROOT, SHOP, STORE, STORE_BUILD } from "./paths"
import type { Processes } from "./processes"
import type { Progress } from "./progress"

const LOCK = "package-lock.json"

const PLUGIN: CachedBuild = {
  name: "plugin",
  inputs: () => contentHash(["src", "admin", "tsconfig.json", "package.json", LOCK]),
  output: PLUGIN_BUILD,
}
const STORE_APP: CachedBuild = {
  name: "store",
  // Of the plugin only its admin extension goes into this build; its server code is loaded when Medusa starts.
  inputs: () => contentHash(["integration-tests/store", LOCK, ".medusa/server/src/admin"]),
  output: STORE_BUILD,
}
const SHOP_APP: CachedBuild = {
  name: "shop",
  inputs: () => contentHash(["storefront-snippets", LOCK]),
  output: path.join(SHOP, "dist"),
}

async function cached(
  progress: Progress,
  build: CachedBuild,
  title: string,
  work: () => Promise<void>
) {
  if (isBuilt(build)) return progress.skip(title)
  const inputs = build.inputs()
  forgetBuild(build)
  await progress.step(title, work)
  rememberBuild(build, inputs)
}

/** Builds the plugin as it is published: `medusa plugin:build`, then without the source maps that it puts into each file. */
export function buildPlugin(progress: Progress, processes: Processes): Promise<void> {
  return cached(progress, PLUGIN, "Building the plugin", async () => {
    await processes.run({
      name: "plugin build",
      command: bin("medusa"),
      args: ["plugin:build"],
      env: { ...process.env, NODE_ENV: "production", MEDUSA_DISABLE_TELEMETRY: "true" },
    })
    stripSourceMaps(PLUGIN_BUILD)
  })
}

/** Builds the demo store's Medusa with its admin. `env` is what its configuration needs to load. */
export function buildStore(
  progress: Progress,
  processes: Processes,
  env: NodeJS.ProcessEnv
): Promise<void> {
  return cached(progress, STORE_APP, "Building the demo store and its admin", () =>
    processes.run({ name: "store build", command: bin("medusa"), args: ["build"], cwd: STORE, env })
  )
}

/** Builds the demo shop. */
export function buildShop(progress: Progress, processes: Processes): Promise<void> {
  return cached(progress, SHOP_APP, "Building the demo shop", () =>
    processes.run({
      name: "shop build",
      command: bin("vite"),
      args: ["build", "--config", path.join(SHOP, "vite.config.mjs")],
      env: { ...process.env, NODE_ENV: "production" },
    })
  )
}

/** Makes the store find the plugin the way an installed package is found. */
export function linkPlugin(): void {
  const link = path.join(STORE, "node_modules/medusa-plugin-klarna")
  mkdirSync(path.dirname(link), { recursive: true })
  const target = path.relative(path.dirname(link), ROOT)
  const stat = lstatSync(link, { throwIfNoEntry: false })
  if (stat?.isSymbolicLink() && readlinkSync(link) === target) return
  if (stat) rmSync(link, { recursive: true })
  symlinkSync(target, link, "dir")
}

function stripSourceMaps(folder: string): void {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.m?js$/.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    const text = readFileSync(file, "utf8")
    const stripped = text.replace(/\n?\/\/# sourceMappingURL=data:[^\n]*\s*$/, "\n")
    if (stripped !== text) writeFileSync(file, stripped)
  }
}

/** Makes the next `buildPlugin` build in any case. */
export function forgetPluginBuild(): void {
  forgetBuild(PLUGIN)
}
