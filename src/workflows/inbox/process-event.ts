import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { redact } from "../../klarna/client/redact"
import { parseFraudStatus } from "../../klarna/statuses"
import { KLARNA_MODULE } from "../../modules/klarna"
import { ModuleEventStore, type KlarnaEventRecord } from "../../modules/klarna/event-store"
import { purchasesOf } from "../../providers/klarna/purchases"
import type { Purchase } from "../../purchase/ports"
import type { Settlement } from "../../purchase/settle"
import { settlePurchase } from "../purchase/settle"
import { bearingOf, promisesMore, saysStop } from "./judge-event"
import { MOST_LOOKS, nextAttempt } from "./schedule"

/** What an attempt came to. `again`: it is not decided, and looked at later. */
type Verdict = { state: "done" | "ignored" | "failed" | "again"; reason?: string }

const DONE: Verdict = { state: "done" }

/**
 * Looks into one event: finds its purchase, and lets it be compared with Klarna and the shop. What the event claims decides nothing.
 * Whatever goes wrong, the event stays, with the time of the next look, until it is done or a person must look.
 *
 * @param event just read, under its lock
 */
export async function processKlarnaEvent(
  container: MedusaContainer,
  event: KlarnaEventRecord,
  now: Date
): Promise<KlarnaEventRecord> {
  const attempts = event.attempts + 1
  const verdict = await attempted(container, { ...event, attempts })
  const store = new ModuleEventStore(container.resolve(KLARNA_MODULE))
  const error = verdict.reason ?? null
  if (verdict.state === "again") {
    const next = nextAttempt({ created_at: event.created_at, attempts }, now)
    if (next) return store.update(event.id, { attempts, next_attempt_at: next, error })
  }
  const state = verdict.state === "again" ? "failed" : verdict.state
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const about = `klarna: event ${event.id} (${event.kind}) about ${event.subject_type} ${event.subject_id}`
  if (state === "failed") logger.error(`${about} needs a look: ${error}`)
  if (state === "ignored") logger.warn(`${about} is ignored: ${error}`)
  return store.update(event.id, {
    attempts,
    state,
    next_attempt_at: null,
    processed_at: now,
    error,
  })
}

async function attempted(container: MedusaContainer, event: KlarnaEventRecord): Promise<Verdict> {
  try {
    return await judged(container, event)
  } catch (error) {
    return { state: "again", reason: sayWhy(error) }
  }
}

async function judged(container: MedusaContainer, event: KlarnaEventRecord): Promise<Verdict> {
  const purchase = await purchasesOf(container).store.findBySubject({
    type: event.subject_type,
    id: event.subject_id,
  })
  if (!purchase) return { state: "again", reason: "No purchase is known for it." }
  if (bearingOf(event, purchase) === "past") return past()

  const settlement = await settlePurchase(container, purchase.id)
  switch (bearingOf(event, settlement.purchase)) {
    case "past":
      return past()
    case "early":
      return { state: "again", reason: "The purchase does not know yet what Klarna names." }
    case "ours":
      return looked(container, event, settlement)
  }
}

/** What the purchase came to is its own matter, and shown with it. What Klarna does not show yet is looked for a few times more. */
async function looked(
  container: MedusaContainer,
  event: KlarnaEventRecord,
  { step, purchase }: Settlement
): Promise<Verdict> {
  if (step === "settled" && purchase.state === "placed" && saysStop(event)) {
    return stopped(container, purchase)
  }
  return step === "wait" && promisesMore(event) && event.attempts < MOST_LOOKS
    ? { state: "again", reason: "Klarna does not show it yet." }
    : DONE
}

/**
 * A finished purchase is not read again, but for this: an order that Klarna stops after all must not be delivered, and a person must
 * know. A notice that Klarna does not confirm stops nothing.
 */
async function stopped(container: MedusaContainer, purchase: Purchase): Promise<Verdict> {
  const { state, fraud_status } = await purchasesOf(container).reconcile(purchase)
  if (state === "canceled") {
    await settlePurchase(container, purchase.id)
    return DONE
  }
  return ["REJECTED", "STOPPED"].includes(parseFraudStatus(fraud_status))
    ? {
        state: "failed",
        reason:
          "Klarna has stopped this order. Deliver nothing, and look at it in Klarna's portal.",
      }
    : DONE
}

function past(): Verdict {
  return {
    state: "ignored",
    reason: "It names a session, a page or an order that is not the purchase's.",
  }
}

const Spoken = z.looseObject({ message: z.string() })

/** Errors of workflows are plain objects. */
function sayWhy(error: unknown): string {
  const { data } = Spoken.safeParse(error instanceof Error ? { message: error.message } : error)
  return redact(data?.message ?? "It failed for an unknown reason.").slice(0, 300)
}
