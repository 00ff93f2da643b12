import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna"
import type KlarnaModuleService from "../../modules/klarna/service"
import { loadContext } from "../../providers/klarna/order-context"
import { purchasesOf } from "../../providers/klarna/purchases"
import { isAbout } from "../../purchase/bodies"
import type { Purchase, Subject } from "../../purchase/ports"
import type { Settlement } from "../../purchase/settle"
import { settlePurchase } from "../purchase/settle"
import { aloneWithLink } from "./alone"
import { paymentLinkState } from "./link-state"
import { readPaymentLink } from "./read-link"
import { refusalOf } from "./refusal"
import type { PageVisit } from "./visit"

/**
 * What became of a payment that a shopper was sent to Klarna with: Klarna and the shop are read and brought in line, whatever the
 * shopper's way back claims. What was approved is finished, or given back where it is not what is to be paid any more.
 *
 * @example
 * await finishPaymentLink(container, "pay_col_01") // { outcome: "paid", link: { ... } }
 */
export async function finishPaymentLink(
  container: MedusaContainer,
  paymentCollectionId: string
): Promise<PageVisit> {
  const subject: Subject = { type: "payment_collection", id: paymentCollectionId }
  try {
    return await aloneWithLink(container, paymentCollectionId, async () =>
      finished(
        container,
        paymentCollectionId,
        await purchasesOf(container).store.findBySubject(subject)
      )
    )
  } catch (error) {
    // Another visit of the same link takes too long.
    refusalOf(container, paymentCollectionId, error)
    return { outcome: "unknown", link: await readPaymentLink(container, paymentCollectionId) }
  }
}

/**
 * The same for who is alone with the link already.
 *
 * @param before the purchase as it was when the shopper came, which tells what was approved
 */
export async function finished(
  container: MedusaContainer,
  paymentCollectionId: string,
  before: Purchase | undefined
): Promise<PageVisit> {
  const settled = before && (await settledOr(container, before))
  const link = await readPaymentLink(container, paymentCollectionId)
  if (!link) return { outcome: "gone", link }
  const state = paymentLinkState(link)
  if (state !== "payable") return { outcome: state, link }
  if (!before) return { outcome: "open", link }
  if (!settled || isDoubtful(settled.purchase)) return { outcome: "unknown", link }
  const isGivenBack = settled.step === "finish"
  return {
    outcome: isGivenBack && (await hasChanged(container, before)) ? "changed" : "open",
    link,
  }
}

/** Undefined where it can't be told now: the sweep goes on with it. */
async function settledOr(
  container: MedusaContainer,
  { id, subject_id }: Purchase
): Promise<Settlement | undefined> {
  try {
    return await settlePurchase(container, id)
  } catch (error) {
    refusalOf(container, subject_id, error)
    return undefined
  }
}

/** A Klarna order stands or may stand, while the shop does not count as paid. */
function isDoubtful({ state }: Purchase): boolean {
  return state === "placed" || state === "placing" || state === "unknown"
}

/** Whether what was approved is something else than what is to be paid now: amount, lines or addresses. */
async function hasChanged(container: MedusaContainer, approved: Purchase): Promise<boolean> {
  const { subject_type: type, subject_id: id } = approved
  try {
    const { context } = await loadContext(
      { type, id },
      {
        query: container.resolve(ContainerRegistrationKeys.QUERY),
        klarna: container.resolve<KlarnaModuleService>(KLARNA_MODULE),
      }
    )
    return !isAbout(approved, context)
  } catch (error) {
    refusalOf(container, id, error)
    return false
  }
}
