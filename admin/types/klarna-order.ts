/** Tracking that Klarna was told. */
export type KlarnaShippingInfo = {
  shipping_company?: string | null
  tracking_number?: string | null
  tracking_uri?: string | null
}

/** An order as Klarna sees it. Amounts are minor units. */
export type KlarnaOrder = {
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
  portal_url: string | null
  captures: {
    capture_id: string
    amount: number
    captured_at: string | null
    shipping_info: KlarnaShippingInfo[]
  }[]
  refunds: { refund_id: string | null; amount: number; refunded_at: string | null }[]
}

/** Answer of `GET /admin/klarna/orders/:id`. */
export type KlarnaOrderResponse = {
  /** Null where the order was not paid with Klarna. */
  klarna_order: KlarnaOrder | null
  reason?: string
  /** Where Klarna and Medusa disagree, in words. */
  differences: string[]
}
