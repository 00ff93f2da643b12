import type { MedusaContainer } from "@medusajs/framework/types"
import { deletePaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import type { HostedPageUrls } from "../../klarna/wire"
import { purchasesOf } from "../../providers/klarna/purchases"
import type { HostedPage, Purchase } from "../../purchase/ports"
import type { PaymentLinkView } from "./link-state"

/**
 * Opens a page at Klarna over what is to be paid now, and closes the one before. Medusa makes a payment of its session's amount,
 * and an edit of the order leaves sessions of the old amount behind: those go first.
 *
 * @throws PurchaseError or KlarnaError: see `openHostedPage`
 */
export async function openLinkPage(
  container: MedusaContainer,
  { paymentCollectionId, staleSessions }: PaymentLinkView,
  urls: HostedPageUrls
): Promise<Purchase & { hosted_page: HostedPage }> {
  if (staleSessions.length) {
    await deletePaymentSessionsWorkflow(container).run({ input: { ids: staleSessions } })
  }
  const subject = { type: "payment_collection", id: paymentCollectionId } as const
  return purchasesOf(container).openHostedPage(subject, () => urls)
}
