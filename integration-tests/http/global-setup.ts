import { spawnSandbox, type SpawnedSandbox } from "../klarna-sandbox/spawn"

declare global {
  var klarnaSandbox: SpawnedSandbox | undefined
}

/** One sandbox for all HTTP tests; Medusa learns of it through the same variables that a merchant sets. */
export default async function globalSetup(): Promise<void> {
  const sandbox = await spawnSandbox()
  globalThis.klarnaSandbox = sandbox
  process.env.SANDBOX_URL = sandbox.url
  for (const region of ["EU", "NA"]) {
    process.env[`KLARNA_${region}_API_KEY`] = "klarna_test_api_sandbox"
    process.env[`KLARNA_${region}_CLIENT_ID`] = "klarna_test_client_sandbox"
    process.env[`KLARNA_${region}_BASE_URL`] = sandbox.url
  }
  process.env.KLARNA_STOREFRONT_URL = "https://shop.example"
  // Klarna calls https only; the sandbox delivers to Medusa's local address where a test maps this origin.
  process.env.KLARNA_BACKEND_URL = "https://shop.example"
}
