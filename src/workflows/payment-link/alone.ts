import type { MedusaContainer } from "@medusajs/framework/types"
import { purchasesOf } from "../../providers/klarna/purchases"

/** Below what a browser waits for. */
const WAIT_SECONDS = 25

/**
 * Visits of one payment link come one after another, from however many tabs and instances: two who finish at once would each make a
 * payment session, and the second would delete the first's.
 *
 * @throws PurchaseError `unknown` where the others take too long
 */
export function aloneWithLink<T>(
  container: MedusaContainer,
  paymentCollectionId: string,
  run: () => Promise<T>
): Promise<T> {
  const lock = { key: `klarna:link:${paymentCollectionId}`, waitSeconds: WAIT_SECONDS }
  return purchasesOf(container).alone(lock, run)
}
