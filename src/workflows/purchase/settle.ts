import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { KlarnaError } from "../../klarna/errors"
import { purchasesOf } from "../../providers/klarna/purchases"
import type { Purchase, PurchaseAlert } from "../../purchase/ports"
import { after, CHECK_EVERY_MS } from "../../purchase/schedule"
import type { Settlement } from "../../purchase/settle"
import { shopOf } from "./shop"

const ALERTS: Record<PurchaseAlert, string> = {
  unknown_outcome: "Klarna may hold an order for it whose id is not known",
  order_without_money: "its order stands in the shop, but Klarna's has ended",
  review_rejected: "Klarna's review rejected it, and its order stands in the shop",
}

/** So many at once: Klarna is mostly waited for, and takes 40 calls a second and more. */
const SIDE_BY_SIDE = 4

/**
 * Settles a purchase: completes in Medusa what the shopper approved at Klarna, or gives back what nobody wants.
 *
 * @throws KlarnaError or PurchaseError when Klarna can't be read now: try again later
 * @example
 * const { step } = await settlePurchase(container, "klpur_123") // "finish"
 */
export async function settlePurchase(
  container: MedusaContainer,
  purchaseId: string
): Promise<Settlement> {
  const purchases = purchasesOf(container)
  const kept = await purchases.store.find(purchaseId)
  if (!kept) throw new MedusaError(MedusaError.Types.NOT_FOUND, `No purchase ${purchaseId}.`)
  const settlement = await purchases.settle(kept, shopOf(container))
  say(kept, settlement, container.resolve(ContainerRegistrationKeys.LOGGER))
  return settlement
}

/**
 * Settles the purchases that are due, a bounded number. Safe on several instances: each purchase is taken under a lock, and what
 * another instance has just looked at is not due any more.
 *
 * @returns how many were looked at, and how many could not be settled yet
 */
export async function settleDuePurchases(
  container: MedusaContainer,
  limit: number
): Promise<{ looked: number; failed: number }> {
  const { store } = purchasesOf(container)
  const count = { looked: 0, failed: 0 }
  const due = (await store.due(new Date(), limit)).map(({ id }) => id)
  const work = async () => {
    for (let id = due.shift(); id !== undefined; id = due.shift()) {
      const outcome = await settleDue(container, id)
      if (outcome !== "not_due") count.looked++
      if (outcome === "failed") count.failed++
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
  return count
}

async function settleDue(
  container: MedusaContainer,
  id: string
): Promise<"settled" | "failed" | "not_due"> {
  const purchases = purchasesOf(container)
  const { store } = purchases
  const claimed = await purchases.alone({ key: `klarna:sweep:${id}`, waitSeconds: 5 }, async () =>
    claim(await store.find(id), store)
  )
  if (!claimed) return "not_due"
  try {
    await settlePurchase(container, id)
    return "settled"
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`klarna: purchase ${id} could not be settled yet: ${sayWhy(error)}`)
    return "failed"
  }
}

/** Its next turn is written down first: if this one dies or fails, it comes again. */
async function claim(
  purchase: Purchase | undefined,
  store: ReturnType<typeof purchasesOf>["store"]
): Promise<boolean> {
  const now = new Date()
  if (!purchase?.next_check_at || purchase.next_check_at > now) return false
  await store.update(purchase.id, { next_check_at: after(now, CHECK_EVERY_MS) })
  return true
}

function say(before: Purchase, { step, purchase }: Settlement, logger: Logger): void {
  const what = `klarna: purchase ${purchase.id} (${purchase.subject_type} ${purchase.subject_id})`
  if (step === "alert") {
    if (purchase.alert && purchase.alert !== before.alert)
      logger.error(`${what} needs a look: ${ALERTS[purchase.alert]}.`)
  } else if (step === "cancel_order") {
    logger.warn(`${what}: its order is cancelled, since nobody pays it.`)
  } else if (step !== "wait" && step !== "settled") {
    logger.info(`${what}: ${step}, now ${purchase.state}.`)
  }
}

function sayWhy(error: unknown): string {
  if (error instanceof KlarnaError) return error.publicMessage
  return error instanceof Error ? error.message : "unknown reason"
}
