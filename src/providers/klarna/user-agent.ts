import { version } from "../../version"

/** How we present ourselves to Klarna: plugin and runtime, as its guidelines for platform plugins ask. */
export function userAgent(): string {
  return `Medusa/2 - medusa-plugin-klarna/${version} - Node/${process.versions.node}`
}
