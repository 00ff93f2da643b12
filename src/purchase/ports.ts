import type { KlarnaAddress } from "../klarna/order/address"
import type { OrderTotals } from "../klarna/order/build-order-lines"
import type { CreateOrderBody } from "../klarna/wire"
import type { PaymentMethodCategory } from "../klarna/wire"

/** What a purchase pays: a cart, or a payment collection of an order. */
export type Subject = { type: "cart" | "payment_collection"; id: string }

/**
 * Where a purchase stands. `open`: nothing placed. `placing`: create order was or is being sent. `placed`: Klarna's order id is
 * known. `canceled`: that order was cancelled at Klarna. `unknown`: an order may exist at Klarna and its id is lost.
 */
export type PurchaseState = "open" | "placing" | "placed" | "canceled" | "unknown"

/** What the browser hands to Klarna's `authorize` and what the order is placed with: the same data. */
export type AuthorizeData = Omit<
  CreateOrderBody,
  "merchant_reference1" | "merchant_reference2" | "merchant_urls" | "auto_capture"
>

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
}

/** A purchase before it is kept. */
export type NewPurchase = Omit<Purchase, "id">

/** Keeps purchases. */
export interface PurchaseStore {
  findBySubject(subject: Subject): Promise<Purchase | undefined>
  create(purchase: NewPurchase): Promise<Purchase>
  update(id: string, patch: Partial<NewPurchase>): Promise<Purchase>
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
}
