/** Tracking that Klarna was told. */
export type KlarnaShippingInfo = {
  shipping_company?: string | null | undefined
  shipping_method?: string | null | undefined
  tracking_number?: string | null | undefined
  tracking_uri?: string | null | undefined
}

/** What an admin sees of an order at Klarna. Amounts in minor units. */
export type KlarnaOrderView = {
  order_id: string
  /** Short number that shoppers and Klarna's support use. */
  klarna_reference: string | null
  status: string
  fraud_status: string | null
  payment_method: string | null
  purchase_country: string | null
  currency_code: string
  order_amount: number
  captured_amount: number
  refunded_amount: number
  remaining_authorized_amount: number
  created_at: string | null
  expires_at: string | null
  environment: string
  /** Klarna's review said no, and nobody has decided yet: until then the merchant may keep the order by capturing it. */
  review: { rejected_at: string; cancels_at: string } | null
  /** Klarna's portal, where the order can be found by its id. */
  portal_url: string
  /** Parcels that left before anything was captured. */
  shipping_info: KlarnaShippingInfo[]
  captures: {
    capture_id: string
    amount: number
    captured_at: string | null
    shipping_info: KlarnaShippingInfo[]
  }[]
  refunds: { refund_id: string | null; amount: number; refunded_at: string | null }[]
}

/** An order as Klarna has it, and where it differs from Medusa. */
export type KlarnaOrderAnswer = {
  /** Null where the order was not paid with Klarna; `reason` says so. */
  klarna_order: KlarnaOrderView | null
  reason?: string
  /** Where the two ledgers disagree, in words. */
  differences: string[]
}
