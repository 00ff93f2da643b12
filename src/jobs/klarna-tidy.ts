import type { MedusaContainer } from "@medusajs/framework/types"
import { forgetOldKlarnaEvents } from "../workflows/inbox/forget-events"

/** Calls of Klarna that were finished long ago are forgotten. */
export default async function klarnaTidy(container: MedusaContainer) {
  await forgetOldKlarnaEvents(container)
}

export const config = {
  name: "klarna-tidy",
  schedule: "17 3 * * *",
}
