import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"

declare global {
  var klarnaSandboxes: SpawnedSandbox[] | undefined
}

/**
 * A sandbox for each worker, since tests reset theirs; `setup.js` takes the worker's own. Medusa learns of it through the same
 * variables that a merchant sets.
 */
export default async function globalSetup({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  const sandboxes = await Promise.all(
    Array.from({ length: Math.max(1, maxWorkers) }, () => spawnSandbox())
  )
  globalThis.klarnaSandboxes = sandboxes
  process.env.SANDBOX_URLS = sandboxes.map(({ url }) => url).join(" ")
  for (const region of ["EU", "NA"]) {
    process.env[`KLARNA_${region}_API_KEY`] = "klarna_test_api_sandbox"
    process.env[`KLARNA_${region}_CLIENT_ID`] = "klarna_test_client_sandbox"
  }
  process.env.KLARNA_STOREFRONT_URL = "https://shop.example"
  // Klarna calls https only; the sandbox delivers to Medusa's local address where a test maps this origin.
  process.env.KLARNA_BACKEND_URL = "https://shop.example"
}
