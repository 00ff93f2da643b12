import type { Call } from "../router"

/**
 * Data that a page hands to `load`, `authorize` or `finalize` has the shape of a session update, so it is held against that contract:
 * what a shop's server prepared for the browser counts as sent by the shop.
 */
export function checkBrowserData({ sandbox, n }: Call, data: unknown): void {
  if (data === undefined || data === null) return
  const seen = { n, api: "browser", operation: "updateCreditSession", path: "browser data" }
  sandbox.contracts.checkRequest(seen, data)
}
