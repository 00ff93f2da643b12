/** What a payment link pays, as the shop holds it at the moment. */
export type PaymentLinkView = {
  paymentCollectionId: string
  /** Medusa's status of the payment collection. */
  status: string
  /** Minor units; undefined where the currency is none of Klarna's. */
  amount: number | undefined
  /** ISO 4217, upper case. */
  currency: string
  orderId: string
  orderNumber: number | undefined
  orderCanceled: boolean
  locale: string | undefined
  /** Upper case; the billing address's, else the shipping address's. */
  country: string | undefined
  /** Whether the collection is a checkout's own: then it is the cart that Klarna's purchase is about. */
  isOfCart: boolean
  /** Whether a payment of any provider stands on the collection. */
  hasPayment: boolean
  /** Whether a payment waits for a decision, such as Klarna's review. */
  isUnderReview: boolean
  /** Payment sessions with Klarna for another amount than is to be paid now, with no payment on them. */
  staleSessions: string[]
}

/**
 * What a payment link is worth now. `payable`: there is something to pay. `withdrawn`: Medusa has given the payment collection up,
 * a part of it is promised in another way, so that paying all of it would be too much, or it is paid in its checkout.
 */
export type PaymentLinkState = "payable" | "paid" | "review" | "canceled" | "withdrawn"

/** Statuses of a payment collection whose amount is promised or paid. */
const PAID = ["authorized", "partially_captured", "completed"]
const PAYABLE = ["not_paid", "awaiting"]

/**
 * Decides from what the shop holds. Pure. A status that is not known is no reason to take money.
 *
 * @example
 * paymentLinkState({ ...view, status: "not_paid" }) // "payable"
 */
export function paymentLinkState(view: PaymentLinkView): PaymentLinkState {
  if (view.orderCanceled) return "canceled"
  if (PAID.includes(view.status)) return "paid"
  if (view.isUnderReview) return "review"
  if (!PAYABLE.includes(view.status)) return "withdrawn"
  if (view.hasPayment) return "paid"
  if (view.isOfCart) return "withdrawn"
  return view.amount === undefined || view.amount > 0 ? "payable" : "paid"
}
