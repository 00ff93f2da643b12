import { nextStep, type NextStep, type ShopState } from "./next-step"
import { keepForNextTry } from "./place"
import type { Purchase, PurchaseAlert, PurchaseDeps } from "./ports"
import { reconcilePurchase } from "./reconcile"
import { releaseApproval } from "./release-approval"

/** The shop, as far as a purchase needs it. */
export interface Shop {
  stateOf(purchase: Purchase): Promise<ShopState>
  /**
   * Completes the cart, or authorises the payment of its order.
   *
   * @returns `refused` where the shop says no for good
   * @throws what may have passed by the next try
   */
  finish(purchase: Purchase): Promise<"done" | "refused">
  /** Takes back a payment that no order of the shop stands on. */
  withdraw(purchase: Purchase): Promise<void>
  cancelOrder(orderId: string): Promise<void>
}

export type SettleDeps = PurchaseDeps & {
  shop: Shop
  /** Runs with the record as it is now, which nobody else changes meanwhile. */
  inRecord(purchase: Purchase, run: (now: Purchase) => Promise<Purchase>): Promise<Purchase>
}

/** What was done, and the purchase as it stands then. */
export type Settlement = { step: NextStep; purchase: Purchase }

/**
 * Compares a purchase with Klarna and the shop, and does what is needed so that money is reserved if and only if there is an
 * order: completes what the shopper approved, gives back what nobody wants. Callbacks, the sweep and people who press a button all
 * come here; running it twice, or at once with the shopper, is harmless.
 *
 * @throws KlarnaError or PurchaseError when Klarna can't be read now: try again later
 */
export async function settlePurchase(kept: Purchase, deps: SettleDeps): Promise<Settlement> {
  if (await standsAsPaid(kept, deps)) {
    return { step: "settled", purchase: await quiet(kept, deps) }
  }
  const purchase = await deps.inRecord(kept, (now) => reconcilePurchase(now, deps))
  const shop = await deps.shop.stateOf(purchase)
  const step = nextStep(purchase, shop, deps.clock.now())
  return { step, purchase: await taken(step, purchase, shop, deps) }
}

/** What stands in the shop as paid needs no look at Klarna. */
async function standsAsPaid(purchase: Purchase, deps: SettleDeps): Promise<boolean> {
  if (purchase.state !== "placed") return false
  const { order, payment } = await deps.shop.stateOf(purchase)
  return payment === "klarna" && order !== null && !order.canceled
}

async function taken(
  step: NextStep,
  purchase: Purchase,
  shop: ShopState,
  deps: SettleDeps
): Promise<Purchase> {
  switch (step) {
    case "wait":
      return purchase
    case "settled":
      return quiet(purchase, deps)
    case "finish":
      return finished(purchase, deps)
    case "release":
      return released(purchase, deps)
    case "give_back":
      return givenBack(purchase, deps)
    case "cancel_order":
      if (shop.order) await deps.shop.cancelOrder(shop.order.id)
      return quiet(purchase, deps)
    case "alert":
      // A review that said no is looked at until Klarna cancels the order, or somebody decides.
      return deps.store.update(purchase.id, {
        alert: alertOf(purchase),
        ...(purchase.state === "placed" ? {} : { next_check_at: null }),
      })
  }
}

/** Where the shop says no, an approval is given back now, a Klarna order after the time in which the shopper may try again. */
async function finished(purchase: Purchase, deps: SettleDeps): Promise<Purchase> {
  if ((await deps.shop.finish(purchase)) === "refused") {
    await released(purchase, deps)
    return deps.inRecord(purchase, (now) => keepForNextTry(now, deps))
  }
  return (await deps.store.find(purchase.id)) ?? purchase
}

function released(purchase: Purchase, deps: SettleDeps): Promise<Purchase> {
  return deps.inRecord(purchase, (now) => releaseKept(now, deps))
}

/** Gives the shopper's approval back, where there is one that was not placed. */
export async function releaseKept(purchase: Purchase, deps: PurchaseDeps): Promise<Purchase> {
  if (purchase.state !== "open" || !purchase.authorization_token) return purchase
  await releaseApproval(purchase.authorization_token, deps.payments)
  return deps.store.update(purchase.id, { authorization_token: null })
}

/**
 * While the record is held no completion can end on the order; one that began meanwhile finds it cancelled and is undone. What
 * was completed just before is seen, and stays.
 */
async function givenBack(purchase: Purchase, deps: SettleDeps): Promise<Purchase> {
  await deps.shop.withdraw(purchase)
  return deps.inRecord(purchase, async (now) => {
    const shop = await deps.shop.stateOf(now)
    const still = nextStep(now, shop, deps.clock.now()) === "give_back"
    return still ? deps.giveBack(now) : now
  })
}

async function quiet(purchase: Purchase, deps: SettleDeps): Promise<Purchase> {
  return purchase.next_check_at || purchase.alert
    ? deps.store.update(purchase.id, { next_check_at: null, alert: null })
    : purchase
}

function alertOf({ state }: Purchase): PurchaseAlert {
  if (state === "unknown") return "unknown_outcome"
  return state === "placed" ? "review_rejected" : "order_without_money"
}
