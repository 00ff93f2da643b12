import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { KlarnaError } from "../../klarna/errors"
import { KLARNA_MODULE } from "../../modules/klarna"
import type KlarnaModuleService from "../../modules/klarna/service"
import { paymentLinkReturnUrls, paymentLinkUrl, type PaymentLink } from "../../options/payment-link"
import { withMedusaErrors } from "../../providers/klarna/errors"
import { loadContext } from "../../providers/klarna/order-context"
import { purchasesOf } from "../../providers/klarna/purchases"
import { refuseImpossible } from "../../purchase/bodies"
import type { HostedPage, Purchase } from "../../purchase/ports"
import { aloneWithLink } from "./alone"
import { distributionBody, type DistributionInput } from "./distribution"
import { paymentLinkState, type PaymentLinkState, type PaymentLinkView } from "./link-state"
import { openLinkPage } from "./open-page"
import { readPaymentLink } from "./read-link"

export type CreatePaymentLinkInput = {
  payment_collection_id: string
  /** The merchant's deadline. */
  expires_at: Date
  /** Klarna sends a link to a page of its own, once. */
  distribution?: DistributionInput | undefined
}

export type CreatedPaymentLink = {
  /** Our link: each visit opens a fresh page at Klarna, until the deadline. */
  payment_link: { url: string; expires_at: string }
  /** The link that Klarna has sent: it leads to one page, which ends by itself. */
  distribution?: { method: DistributionInput["method"]; expires_at: string }
}

/**
 * Makes a link with which an order's payment collection is paid: of a draft, of an edit's difference, of an unpaid order. Making it
 * changes nothing, and it can be made again. With `distribution` a page is opened at Klarna, which closes the one before, and
 * Klarna sends its link by mail or SMS.
 *
 * @throws MedusaError `not_found` for an unknown collection; `not_allowed` with the reason where there is nothing to pay, Klarna
 * can't be used, or the message may or may not have been sent; `invalid_data` where nobody is named to send it to
 * @example
 * const { payment_link } = await createKlarnaPaymentLink(container, {
 *   payment_collection_id: "pay_col_01",
 *   expires_at: new Date("2027-01-15T12:00:00Z"),
 * })
 */
export async function createKlarnaPaymentLink(
  container: MedusaContainer,
  input: CreatePaymentLinkInput
): Promise<CreatedPaymentLink> {
  const { payment_collection_id: id, distribution } = input
  const view = await payableLink(container, id)
  const { options } = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  await refuseUnavailable(container, id)

  const link: PaymentLink = {
    paymentCollectionId: id,
    expiresAt: Math.floor(input.expires_at.getTime() / 1000),
  }
  const url = paymentLinkUrl(options, link)
  if (!url) {
    throw notAllowed(
      "Set the option backend_url (or KLARNA_BACKEND_URL) to the public address of this Medusa server first: the payment link leads there."
    )
  }
  const payment_link = { url, expires_at: new Date(link.expiresAt * 1000).toISOString() }
  if (!distribution) return { payment_link }
  return { payment_link, distribution: await distributed(container, { view, link, distribution }) }
}

async function payableLink(container: MedusaContainer, id: string): Promise<PaymentLinkView> {
  const view = await readPaymentLink(container, id)
  if (!view) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `There is no payment collection ${id.slice(0, 40)} of an order.`
    )
  }
  const state = paymentLinkState(view)
  if (state === "withdrawn" && view.isOfCart) throw notAllowed(OF_CART)
  if (state !== "payable") throw notAllowed(NOT_PAYABLE[state])
  return view
}

const NOT_PAYABLE: Record<Exclude<PaymentLinkState, "payable">, string> = {
  paid: "There is nothing left to pay.",
  review: "The payment is under review already.",
  canceled: "The order was cancelled, so it can't be paid any more.",
  withdrawn:
    "This payment collection is given up or partly paid. Make the link for the order's payment that is still open.",
}

const OF_CART =
  "This payment collection is the checkout's own and is paid there. Make a payment collection for the order first, then its link."

/** Klarna must be usable for it now, though nothing is sent to Klarna yet. */
async function refuseUnavailable(container: MedusaContainer, id: string): Promise<void> {
  await withMedusaErrors(async () => {
    const { context } = await loadContext(
      { type: "payment_collection", id },
      {
        query: container.resolve(ContainerRegistrationKeys.QUERY),
        klarna: container.resolve<KlarnaModuleService>(KLARNA_MODULE),
      }
    )
    refuseImpossible(context)
  })
}

type Sending = { view: PaymentLinkView; link: PaymentLink; distribution: DistributionInput }

async function distributed(
  container: MedusaContainer,
  { view, link, distribution }: Sending
): Promise<NonNullable<CreatedPaymentLink["distribution"]>> {
  const { options } = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const body = await distributionBody(container, { orderId: view.orderId, distribution })
  const { paymentCollectionId: id } = link
  return withMedusaErrors(() =>
    aloneWithLink(container, id, async () => {
      const purchase = await openLinkPage(container, view, paymentLinkReturnUrls(options, link))
      const { hostedPaymentPage } = purchasesOf(container).clientFor(purchase)
      try {
        await hostedPaymentPage.distribute(purchase.hosted_page.id, body)
      } catch (error) {
        throw unsent(error)
      }
      return { method: distribution.method, expires_at: endOf(purchase) }
    })
  )
}

/** A page ends an hour before its session. Source: Klarna, hosted payment page. */
const ENDS_EARLIER_MS = 60 * 60 * 1000

function endOf({
  hosted_page,
  session_expires_at,
}: Purchase & { hosted_page: HostedPage }): string {
  const sessionEnd = session_expires_at?.getTime() ?? Date.now()
  return new Date(hosted_page.expires_at ?? sessionEnd - ENDS_EARLIER_MS).toISOString()
}

/** Whether a message is on its way is all that matters: a second one must be somebody's decision. */
function unsent(error: unknown): unknown {
  if (!(error instanceof KlarnaError)) return error
  return error.outcome === "unknown"
    ? notAllowed(
        "Klarna's answer was lost, so the message may have been sent or not. Ask the customer before you send it again; the payment link works in any case.",
        "distribution_unknown"
      )
    : notAllowed(
        `Klarna has not sent the message: ${error.publicMessage}`,
        error.errorCode ?? "distribution_refused"
      )
}

function notAllowed(message: string, code?: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, message, code)
}
