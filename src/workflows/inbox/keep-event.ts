import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna"
import { ModuleEventStore, type KlarnaEventRecord } from "../../modules/klarna/event-store"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { CallbackAddress } from "../../options/callbacks"
import { readKlarnaEvent } from "./read-event"
import { firstAttempt } from "./schedule"

/** What became of a call: kept, known already, or not what Klarna sends. */
export type Keeping =
  { outcome: "kept" | "known"; event: KlarnaEventRecord } | { outcome: "unreadable" }

/**
 * Keeps what Klarna told us, before anybody looks into it. The same event is kept once.
 *
 * @throws what the database throws: then Klarna must be asked to call again
 */
export async function keepKlarnaEvent(
  container: MedusaContainer,
  call: { address: CallbackAddress; body: unknown }
): Promise<Keeping> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const { graceSeconds } = klarna.options.callbacks
  const firstLook = firstAttempt(new Date(), graceSeconds)
  const read = readKlarnaEvent(call.address, call.body, firstLook)
  if (!read) return { outcome: "unreadable" }

  const { event, isNew } = await new ModuleEventStore(klarna).keep(read)
  if (isNew && event.state === "ignored") {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        `klarna: event ${event.id} (${event.kind} ${event.event_type}) about ${event.subject_type} ${event.subject_id} is ignored: ${event.error}`
      )
  }
  return { outcome: isNew ? "kept" : "known", event }
}
