import { z } from "@medusajs/framework/zod"
import {
  PAYMENT_LINK_OUTCOMES,
  type PaymentLinkOutcome,
} from "../../../../../../options/payment-link"
import type { PaymentLinkMessage } from "../../../../../../texts/payment-link"
import { finishPaymentLink } from "../../../../../../workflows/payment-link/finish-link"
import { actionFor, messageOf, paymentLinkDoor } from "../../door"

const WayBack = z.looseObject({ klarna: z.enum(PAYMENT_LINK_OUTCOMES).catch("success") })

/** What is said where nothing was approved. */
const UNPAID: Record<PaymentLinkOutcome, PaymentLinkMessage> = {
  success: "open",
  back: "back",
  cancel: "back",
  failure: "failure",
  error: "error",
}

/**
 * A shopper comes back from Klarna's page. How is only claimed: Klarna is read, and what was approved there is finished, also after
 * the link's own deadline.
 */
export const GET = paymentLinkDoor(async (req, _res, visitor) => {
  const { paymentCollectionId } = visitor.link
  const visit = await finishPaymentLink(req.scope, paymentCollectionId)
  const { klarna } = WayBack.parse(req.query)
  const to = { pay: `../${paymentCollectionId}`, done: "done" }
  return {
    message: visit.outcome === "open" ? UNPAID[klarna] : messageOf(visit.outcome),
    link: visit.link,
    action: actionFor(visit.outcome, visitor, to),
  }
})
