import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { execFileSync } from "node:child_process"

const root = path.resolve(__dirname, "../..")
const folder = path.join(root, ".medusa/server/src/admin")

/** What Medusa's dashboard is handed, with components and texts reduced to whether they are there. */
type Extension = {
  widgets: { zone: string[]; id: string; hasComponent: boolean }[]
  routes: { path: string; hasComponent: boolean; label: string }[]
  menuItems: { path: string; label: string }[]
  texts: string[]
}

// Run in a process of its own: what the dashboard's bundler defines has to be global, and the bundle wants the real packages.
const READ = `
  Object.assign(globalThis, { __BACKEND_URL__: "/", __AUTH_TYPE__: "session", __JWT_TOKEN_STORAGE_KEY__: "" })
  const built = require(process.argv[1])
  const plugin = built.default ?? built
  process.stdout.write(JSON.stringify({
    widgets: plugin.widgetModule.widgets.map((w) => ({ zone: w.zone, id: w.widgetId, hasComponent: typeof w.Component === "function" })),
    routes: plugin.routeModule.routes.map((r) => ({ path: r.path, hasComponent: typeof r.Component === "function", label: r.handle.breadcrumb() })),
    menuItems: plugin.menuItemModule.menuItems.map((m) => ({ path: m.path, label: m.label })),
    texts: Object.keys(plugin.i18nModule.resources.en.klarna),
  }))`

const readExtension = (): Extension =>
  JSON.parse(
    execFileSync(process.execPath, ["-e", READ, path.join(folder, "index.js")], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    })
  )

describe("the built admin extension", () => {
  let extension: Extension

  beforeAll(() => {
    if (!existsSync(path.join(folder, "index.mjs")))
      throw new Error("Build the plugin first: npx medusa plugin:build")
    extension = readExtension()
  })

  it("has the settings page, in the menu of Medusa's settings", () => {
    expect(extension.routes).toEqual([
      { path: "/settings/klarna", hasComponent: true, label: "Klarna" },
    ])
    expect(extension.menuItems).toEqual([{ path: "/settings/klarna", label: "Klarna" }])
  })

  it("has the order widget beside the order, under a stable id", () => {
    expect(extension.widgets).toEqual([
      { zone: ["order.details.side.after"], id: "klarna:order", hasComponent: true },
    ])
  })

  it("brings its texts in a namespace of its own", () => {
    expect(extension.texts).toEqual([
      "settings",
      "further",
      "fields",
      "help",
      "choices",
      "order",
      "review",
      "attention",
      "link",
    ])
  })

  it("is the same in the form that dashboards import, with no copy of React or of their packages", () => {
    const source = readFileSync(path.join(folder, "index.mjs"), "utf8")
    expect(source).toContain('path: "/settings/klarna"')
    expect(source).toContain('zone: ["order.details.side.after"]')
    const imported = [...source.matchAll(/^import .* from "([^"]+)";?$/gm)].map(([, name]) => name)
    expect(imported).toEqual(
      expect.arrayContaining(["react/jsx-runtime", "@medusajs/ui", "@tanstack/react-query"])
    )
    expect(source.length).toBeLessThan(100_000)
  })
})
