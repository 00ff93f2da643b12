import type { MedusaContainer } from "@medusajs/framework/types"
import type { HostedPageUrls } from "../../klarna/wire"
import { purchasesOf } from "../../providers/klarna/purchases"
import { aloneWithLink } from "./alone"
import { finished } from "./finish-link"
import { paymentLinkState } from "./link-state"
import { openLinkPage } from "./open-page"
import { readPaymentLink } from "./read-link"
import { refusalOf } from "./refusal"
import type { Visit } from "./visit"

export type OpenPaymentLinkInput = {
  paymentCollectionId: string
  /** Where Klarna sends the shopper from its page; https only, may be none. */
  urls: HostedPageUrls
}

/**
 * A shopper has opened a payment link: opens a fresh page at Klarna over what is to be paid at this moment, and closes the one
 * before. Where a payment was approved on that one already, it is finished instead.
 *
 * @example
 * const visit = await openPaymentLink(container, { paymentCollectionId: "pay_col_01", urls: {} })
 * if (visit.outcome === "redirect") res.redirect(303, visit.url)
 */
export async function openPaymentLink(
  container: MedusaContainer,
  input: OpenPaymentLinkInput
): Promise<Visit> {
  const id = input.paymentCollectionId
  try {
    return await aloneWithLink(container, id, () => opened(container, input))
  } catch (error) {
    // Another visit of the same link takes too long.
    refusalOf(container, id, error)
    return { outcome: "unknown", link: await readPaymentLink(container, id) }
  }
}

async function opened(
  container: MedusaContainer,
  { paymentCollectionId: id, urls }: OpenPaymentLinkInput
): Promise<Visit> {
  const link = await readPaymentLink(container, id)
  if (!link) return { outcome: "gone", link }
  const state = paymentLinkState(link)
  if (state !== "payable") return { outcome: state, link }
  const before = await purchasesOf(container).store.findBySubject({
    type: "payment_collection",
    id,
  })
  try {
    const { hosted_page } = await openLinkPage(container, link, urls)
    return { outcome: "redirect", url: hosted_page.url }
  } catch (error) {
    switch (refusalOf(container, id, error)) {
      case "already_placed":
        return finished(container, id, before)
      case "order_canceled":
        return { outcome: "canceled", link }
      case "unknown":
        return { outcome: "unknown", link }
      default:
        return { outcome: "unavailable", link }
    }
  }
}
