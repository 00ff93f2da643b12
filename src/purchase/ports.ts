import type { KlarnaOrderManagement, KlarnaPayments } from "../klarna/client"
import type { KlarnaAddress } from "../klarna/order/address"
import type { OrderTotals } from "../klarna/order/build-order-lines"
import type {
  CreateOrderBody,
  KlarnaCustomer,
  MerchantUrls,
  PaymentMethodCategory,
  SessionBody,
} from "../klarna/wire"

/** What a purchase pays: a cart, or a payment collection of an order. */
export type Subject = { type: "cart" | "payment_collection"; id: string }

/**
 * Where a purchase stands. `open`: nothing placed. `placing`: create order was or is being sent. `placed`: Klarna's order id is
 * known. `canceled`: that order was cancelled at Klarna. `unknown`: an order may exist at Klarna and its id is lost. `closed`: the
 * session ran out and nothing was placed.
 */
export const PURCHASE_STATES = [
  "open",
  "placing",
  "placed",
  "canceled",
  "unknown",
  "closed",
] as const
export type PurchaseState = (typeof PURCHASE_STATES)[number]

/**
 * Why a person has to look at a purchase. `unknown_outcome`: Klarna may hold an order whose id nobody knows. `order_without_money`:
 * an order of the shop stands on a Klarna order that has ended. `review_rejected`: Klarna's review said no to an order that stands.
 */
export const PURCHASE_ALERTS = [
  "unknown_outcome",
  "order_without_money",
  "review_rejected",
] as const
export type PurchaseAlert = (typeof PURCHASE_ALERTS)[number]

/** What a purchase becomes when an order may exist at Klarna whose id is lost: only a person can tell. */
export const OUTCOME_UNKNOWN = {
  state: "unknown",
  alert: "unknown_outcome",
  next_check_at: null,
} as const

/** Private shopper, or a business. Klarna makes another kind of session for each. */
export type CustomerType = "person" | "organization"

/**
 * What the browser hands to Klarna's `authorize` and what the order is placed with: the same data. Only the attachment (extra
 * merchant data) is for the approval alone.
 */
export type AuthorizeData = Omit<
  CreateOrderBody,
  "merchant_reference1" | "merchant_reference2" | "merchant_urls" | "auto_capture"
> &
  Pick<SessionBody, "attachment">

/** A page at Klarna where the shopper pays without our storefront. */
export type HostedPage = { id: string; url: string; expires_at: string | null }

/** The record of one purchase. Amounts in minor units. */
export type Purchase = {
  id: string
  subject_type: Subject["type"]
  subject_id: string
  state: PurchaseState
  market: string
  environment: string
  currency_code: string
  amount: number
  klarna_session_id: string | null
  client_token: string | null
  payment_method_categories: PaymentMethodCategory[] | null
  session_expires_at: Date | null
  payload_hash: string | null
  authorize_data: AuthorizeData | null
  authorization_token: string | null
  order_body: CreateOrderBody | null
  klarna_order_id: string | null
  fraud_status: string | null
  payment_method: { type: string } | null
  redirect_url: string | null
  payment_session_id: string | null
  order_id: string | null
  customer_type: CustomerType
  hosted_page: HostedPage | null
  /** When a shopper was last given what is needed to pay. */
  opened_at: Date | null
  /** When Klarna accepted the order. */
  placed_at: Date | null
  /** When Medusa took back the completion that this Klarna order was placed for. */
  completion_failed_at: Date | null
  /** When Klarna's review was first seen to have said no. */
  rejected_at: Date | null
  /** Why a person has to look at it; null: nobody has to. */
  alert: PurchaseAlert | null
  /** Payment collection that a change of the order made, and that this Klarna order pays as well. */
  adopted_collection_id: string | null
  /** Until when Klarna keeps what is authorised and not captured. */
  authorization_expires_at: Date | null
  /** Where Klarna and the shop differed when they were last compared; null: nowhere. */
  findings: Finding[] | null
  /** When they were last compared. */
  compared_at: Date | null
  /** When they are to be compared next; null: never by itself. */
  next_comparison_at: Date | null
  /** When the purchase is to be compared with Klarna and the shop next; null: never. */
  next_check_at: Date | null
}

/** A difference between Klarna's order and the shop's, or what a person has to know of it. Amounts in minor units. */
export type Finding = {
  code: string
  klarna?: number | undefined
  medusa?: number | undefined
  /** Words of Klarna's, or an id, that explain it. */
  detail?: string | undefined
}

/** A purchase before it is kept. */
export type NewPurchase = Omit<Purchase, "id">

/** Keeps purchases. */
export interface PurchaseStore {
  find(id: string): Promise<Purchase | undefined>
  findBySubject(subject: Subject): Promise<Purchase | undefined>
  findByKlarnaOrder(klarnaOrderId: string): Promise<Purchase | undefined>
  create(purchase: NewPurchase): Promise<Purchase>
  update(id: string, patch: Partial<NewPurchase>): Promise<Purchase>
}

/** What the purchase core works with: where purchases are kept, Klarna's APIs of the market, the clock. */
export type PurchaseDeps = {
  store: PurchaseStore
  payments: KlarnaPayments
  orders: KlarnaOrderManagement
  clock: Clock
  /**
   * Cancels the Klarna order of a purchase, once and with a record of its own, and answers the purchase as `canceled`.
   *
   * @throws KlarnaError when that failed; the purchase is unchanged then
   */
  giveBack(purchase: Purchase): Promise<Purchase>
}

/** Tells the time. */
export interface Clock {
  now(): Date
}

/** What is to be paid, as Klarna will be told: read from the shop at the moment of the call. */
export type OrderContext = {
  subject: Subject
  /** Country code that decides currency, locale, tax form and credentials. */
  market: string
  environment: string
  currency: string
  locale: string
  totals: OrderTotals
  billingAddress: KlarnaAddress | undefined
  shippingAddress: KlarnaAddress | undefined
  /** Order number, where there is one already; shown to the customer by Klarna. */
  reference: string | undefined
  /** Our own id of the subject, in Klarna's settlement files. */
  internalReference: string
  orderId: string | undefined
  /** Whether the order was cancelled in the shop: it can't be paid any more. */
  orderCanceled: boolean
  customerType: CustomerType
  /** What the shop knows of a business, beside its address. */
  customer: KlarnaCustomer | undefined
  /** Extra merchant data, where the market wants it. */
  attachment: SessionBody["attachment"]
  /** Where Klarna sends its callbacks and the shopper; https only. */
  merchantUrls: MerchantUrls | undefined
  /** Whether Klarna captures at once: only for what is delivered at once. */
  autoCapture: boolean
}
