import { KLARNA_MODULE } from "../../../../../modules/klarna"
import type KlarnaModuleService from "../../../../../modules/klarna/service"
import { paymentLinkReturnUrls } from "../../../../../options/payment-link"
import { openPaymentLink } from "../../../../../workflows/payment-link/open-link"
import { readPaymentLink } from "../../../../../workflows/payment-link/read-link"
import { sealAnswer } from "../answer"
import { actionFor, messageOf, paymentLinkDoor } from "../door"

/** A shopper opens a payment link: goes on to a fresh page at Klarna, or learns why there is none. */
export const GET = paymentLinkDoor(async (req, res, visitor) => {
  const { paymentCollectionId } = visitor.link
  if (visitor.isExpired) {
    return { message: "expired", link: await readPaymentLink(req.scope, paymentCollectionId) }
  }
  const { options } = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const visit = await openPaymentLink(req.scope, {
    paymentCollectionId,
    urls: paymentLinkReturnUrls(options, visitor.link),
  })
  if (visit.outcome === "redirect") {
    sealAnswer(res)
    res.redirect(303, visit.url)
    return undefined
  }
  const to = { pay: paymentCollectionId, done: `${paymentCollectionId}/done` }
  return {
    message: messageOf(visit.outcome),
    link: visit.link,
    action: actionFor(visit.outcome, visitor, to),
  }
})
