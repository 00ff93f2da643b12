// jest loads modules again for each spec file, while the ORM keeps its entities in a registry of the process: without this the second
// file would meet the entities of the first.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")

MetadataStorage.clear()
