import type { MedusaContainer } from "@medusajs/framework/types"
import { settleDuePurchases } from "../workflows/purchase/settle"

/** So many are read at once. */
const BATCH = 50

/** A run ends before the next begins. */
const RUN_MS = 45_000

/** Purchases that nobody finished are finished, or what is reserved for them is given back. */
export default async function klarnaSweep(container: MedusaContainer) {
  const end = Date.now() + RUN_MS
  let looked: number
  do {
    ;({ looked } = await settleDuePurchases(container, BATCH))
  } while (looked === BATCH && Date.now() < end)
}

export const config = {
  name: "klarna-sweep",
  schedule: "* * * * *",
}
