import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna"
import { ModuleEventStore, type KlarnaEventRecord } from "../../modules/klarna/event-store"
import { purchasesOf } from "../../providers/klarna/purchases"
import { processKlarnaEvent } from "./process-event"

/** What another instance is at is passed over. */
const LOCK_TIMEOUT_SECONDS = 1

const BATCH = 50

/** A run stops taking more after this, so that runs of the job do not pile up where Klarna is slow. */
const BUDGET_MS = 50_000

/**
 * Looks into the events of the inbox whose time has come, a bounded number of them. Safe on several instances: an event is looked
 * into under its own lock, and one that another instance holds or has finished is passed over.
 *
 * @param input.now the time that decides what is due; default: now
 * @returns how many were looked into
 * @example
 * await processKlarnaEvents(container)
 */
export async function processKlarnaEvents(
  container: MedusaContainer,
  input: { now?: Date; limit?: number } = {}
): Promise<number> {
  const now = input.now ?? new Date()
  const store = new ModuleEventStore(container.resolve(KLARNA_MODULE))
  const end = Date.now() + BUDGET_MS
  let looked = 0
  for (const { id } of await store.due(now, input.limit ?? BATCH)) {
    if (Date.now() > end) break
    if (await safely(container, id, now)) looked++
  }
  return looked
}

/** Looks into one event at once, if it is due. What goes wrong is logged; the event stays for the job. */
export async function processKlarnaEventNow(container: MedusaContainer, id: string): Promise<void> {
  await safely(container, id, new Date())
}

/** One event that can't even be written down does not keep the others from their turn. */
async function safely(container: MedusaContainer, id: string, now: Date): Promise<boolean> {
  try {
    return (await lookInto(container, id, now)) !== undefined
  } catch (error) {
    const reason = error instanceof Error ? error.name : "unknown reason"
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`klarna: event ${id} could not be looked into yet: ${reason}`)
    return false
  }
}

async function lookInto(
  container: MedusaContainer,
  id: string,
  now: Date
): Promise<KlarnaEventRecord | undefined> {
  const store = new ModuleEventStore(container.resolve(KLARNA_MODULE))
  let entered = false
  try {
    return await purchasesOf(container).alone(
      { key: `klarna:event:${id}`, waitSeconds: LOCK_TIMEOUT_SECONDS },
      async () => {
        entered = true
        const event = await store.find(id)
        const due = event?.state === "waiting" && event.next_attempt_at
        if (!event || !due || due > now) return undefined
        return processKlarnaEvent(container, event, now)
      }
    )
  } catch (error) {
    // Somebody else is at it.
    if (!entered) return undefined
    throw error
  }
}
