import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../../../modules/klarna"
import { ModuleEventStore, type KlarnaEventRecord } from "../../../../modules/klarna/event-store"
import type KlarnaModuleService from "../../../../modules/klarna/service"
import { processKlarnaEventNow } from "../../../../workflows/inbox/process-events"
import type { AdminKlarnaEvent, AdminKlarnaEventState } from "./types"

/** Events as the admin sees them, the newest first. */
export async function listEvents(
  container: MedusaContainer,
  filter: { state?: AdminKlarnaEventState | undefined },
  page: { limit: number; offset: number }
): Promise<{ events: AdminKlarnaEvent[]; count: number }> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const [rows, count] = await klarna.listAndCountKlarnaEvents(
    filter.state ? { state: filter.state } : {},
    {
      take: page.limit,
      skip: page.offset,
      order: { created_at: "DESC", id: "DESC" },
    }
  )
  return { events: rows.map(viewOf), count }
}

/**
 * Looks into an event once more, now. One that Klarna's patience has outlived is given up again at once when it still can't be
 * done.
 *
 * @throws MedusaError `not_found`; `not_allowed` for an event that is done
 */
export async function retryEvent(
  container: MedusaContainer,
  id: string
): Promise<AdminKlarnaEvent> {
  const { store, event } = await known(container, id)
  if (event.state === "done") throw notAllowed("This event is done: there is nothing to repeat.")
  await store.update(id, { state: "waiting", next_attempt_at: new Date() })
  await processKlarnaEventNow(container, id)
  return viewOf((await known(container, id)).event)
}

/**
 * Puts an event aside that was given up.
 *
 * @throws MedusaError `not_found`; `not_allowed` for an event that was not given up
 */
export async function dismissEvent(
  container: MedusaContainer,
  id: string,
  actorId: string
): Promise<AdminKlarnaEvent> {
  const { store, event } = await known(container, id)
  if (event.state === "ignored") return viewOf(event)
  if (event.state !== "failed") {
    throw notAllowed("Only an event that was given up can be put aside.")
  }
  const aside = await store.update(id, { state: "ignored" })
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .info(`klarna: event ${id} was dismissed by ${actorId}.`)
  return viewOf(aside)
}

async function known(
  container: MedusaContainer,
  id: string
): Promise<{ store: ModuleEventStore; event: KlarnaEventRecord }> {
  const store = new ModuleEventStore(container.resolve(KLARNA_MODULE))
  const event = await store.find(id)
  if (event) return { store, event }
  throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no event ${id.slice(0, 40)}.`)
}

function notAllowed(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
}

type Shown = Omit<AdminKlarnaEvent, "created_at" | "next_attempt_at" | "processed_at"> & {
  created_at: Date
  next_attempt_at: Date | null
  processed_at: Date | null
}

function viewOf(event: Shown): AdminKlarnaEvent {
  return {
    id: event.id,
    kind: event.kind,
    state: event.state,
    event_type: event.event_type,
    subject_type: event.subject_type,
    subject_id: event.subject_id,
    klarna_order_id: event.klarna_order_id,
    attempts: event.attempts,
    next_attempt_at: event.next_attempt_at?.toISOString() ?? null,
    processed_at: event.processed_at?.toISOString() ?? null,
    error: event.error,
    created_at: event.created_at.toISOString(),
  }
}
