// jest loads modules again for each spec file, while the ORM keeps its entities in a registry of the process: without this the second
// file would meet the entities of the first.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")

MetadataStorage.clear()

// Each worker has a sandbox of its own.
const sandboxes = (process.env.SANDBOX_URLS ?? "").split(" ")
const sandbox = sandboxes[(Number(process.env.JEST_WORKER_ID ?? 1) - 1) % sandboxes.length]
process.env.SANDBOX_URL = sandbox
process.env.KLARNA_EU_BASE_URL = sandbox
process.env.KLARNA_NA_BASE_URL = sandbox
