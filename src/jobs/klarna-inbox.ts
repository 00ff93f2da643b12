import type { MedusaContainer } from "@medusajs/framework/types"
import { processKlarnaEvents } from "../workflows/inbox/process-events"

/** What Klarna told us is looked into, once the shopper's browser had its turn. */
export default async function klarnaInbox(container: MedusaContainer) {
  await processKlarnaEvents(container)
}

export const config = {
  name: "klarna-inbox",
  schedule: "* * * * *",
}
