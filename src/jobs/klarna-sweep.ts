import type { MedusaContainer } from "@medusajs/framework/types"
import { settleDuePurchases } from "../workflows/purchase/settle"

/** So many in a run: a run stays short, and below Klarna's limit of calls. */
const BATCH = 50

/** Purchases that nobody finished are finished, or what is reserved for them is given back. */
export default async function klarnaSweep(container: MedusaContainer) {
  await settleDuePurchases(container, BATCH)
}

export const config = {
  name: "klarna-sweep",
  schedule: "* * * * *",
}
