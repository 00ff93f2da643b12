import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { redact } from "../../../../klarna/client/redact"
import { KLARNA_MODULE } from "../../../../modules/klarna"
import type KlarnaModuleService from "../../../../modules/klarna/service"
import {
  paymentLinkQuery,
  verifyPaymentLink,
  type PaymentLink,
} from "../../../../options/payment-link"
import type { PaymentLinkMessage } from "../../../../texts/payment-link"
import type { VisitOutcome } from "../../../../workflows/payment-link/visit"
import { answerPage, sealAnswer, type Answer } from "./answer"
import { claimedLink } from "./claimed-link"

/** A visit whose address is ours. */
export type Visitor = {
  link: PaymentLink
  /** Whether the merchant's deadline is over. */
  isExpired: boolean
  /** The signed part of its address. */
  query: string
}

/**
 * A door of a payment link: lets in whoever holds an address that we signed. Who only looks whether there is a door (`HEAD`), or
 * fetches it in advance, starts nothing.
 *
 * @param enter what a visit does, and the page that it is answered with; undefined where it has answered itself
 */
export function paymentLinkDoor(
  enter: (req: MedusaRequest, res: MedusaResponse, visitor: Visitor) => Promise<Answer | undefined>
) {
  return async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
    const { options } = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const claim = claimedLink(req.params.id, req.query)
    if (!claim || !verifyPaymentLink(options, claim.link, claim)) {
      return answerPage(req, res, { message: "not_found" })
    }
    const { link } = claim
    const isExpired = link.expiresAt * 1000 <= Date.now()
    if (isOnlyLooking(req)) {
      sealAnswer(res)
      res.status(isExpired ? 410 : 200).end()
      return
    }
    const visitor = { link, isExpired, query: paymentLinkQuery(options, link) }
    const answer = await answered(req, visitor, () => enter(req, res, visitor))
    if (answer) await answerPage(req, res, answer)
  }
}

function isOnlyLooking(req: MedusaRequest): boolean {
  const purpose = req.get("sec-purpose") ?? req.get("purpose") ?? ""
  return req.method === "HEAD" || /\bprefetch\b/i.test(purpose)
}

/** A shopper is never shown a bare error. */
async function answered(
  req: MedusaRequest,
  { link }: Visitor,
  run: () => Promise<Answer | undefined>
): Promise<Answer | undefined> {
  try {
    return await run()
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it failed for an unknown reason"
    req.scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(
        `klarna: a visit of the link of payment_collection ${link.paymentCollectionId} failed: ${redact(reason).slice(0, 300)}`
      )
    return { message: "unavailable" }
  }
}

const MESSAGES: Record<VisitOutcome, PaymentLinkMessage> = {
  paid: "paid",
  review: "review",
  canceled: "canceled",
  withdrawn: "withdrawn",
  gone: "not_found",
  open: "open",
  changed: "changed",
  unavailable: "unavailable",
  unknown: "unknown",
}

/** Outcomes after which another try can come to something. */
const WORTH_A_TRY: VisitOutcome[] = ["open", "changed", "unavailable"]

export function messageOf(outcome: VisitOutcome): PaymentLinkMessage {
  return MESSAGES[outcome]
}

/**
 * Where a shopper can go from a page. How a payment came out can be asked at any time; paying ends with the merchant's deadline.
 *
 * @param to addresses of the link and of its way back, relative to the page
 */
export function actionFor(
  outcome: VisitOutcome,
  { isExpired, query }: Visitor,
  to: { pay: string; done: string }
): Answer["action"] {
  if (outcome === "unknown") return { label: "look_again", href: `${to.done}?${query}` }
  if (isExpired || !WORTH_A_TRY.includes(outcome)) return undefined
  return { label: "try_again", href: `${to.pay}?${query}` }
}
