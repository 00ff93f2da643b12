import type { MedusaContainer } from "@medusajs/framework/types"
import { KLARNA_MODULE } from "../../modules/klarna"
import { ModuleEventStore } from "../../modules/klarna/event-store"

const KEPT_DAYS = 90

/**
 * Forgets what Klarna told us and what is finished, after 90 days. What a person must look at stays.
 *
 * @example
 * await forgetOldKlarnaEvents(container)
 */
export async function forgetOldKlarnaEvents(container: MedusaContainer): Promise<void> {
  const before = new Date(Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000)
  await new ModuleEventStore(container.resolve(KLARNA_MODULE)).forget(before)
}
