import path from "node:path"

/** The repository. */
export const ROOT = path.resolve(__dirname, "../..")
/** Where builds' hashes, logs and data are kept between starts. */
export const CACHE = path.join(ROOT, ".cache")
/** The Medusa application that uses the built plugin. */
export const STORE = path.join(ROOT, "integration-tests/store")
/** The built Medusa application. */
export const STORE_BUILD = path.join(STORE, ".medusa/server")
/** The built plugin, as it is published. */
export const PLUGIN_BUILD = path.join(ROOT, ".medusa/server")
/** The demo shop. */
export const SHOP = path.join(ROOT, "storefront-snippets/demo")

/** Path of a program that a dependency installs. */
export function bin(name: string): string {
  return path.join(ROOT, "node_modules/.bin", name)
}
