/** Where a purchase stands. */
export type AdminKlarnaPurchaseState =
  "open" | "placing" | "placed" | "canceled" | "unknown" | "closed"

/** Why a person has to look at a purchase. */
export type AdminKlarnaPurchaseAlert = "unknown_outcome" | "order_without_money" | "review_rejected"

/** One thing that was or is to be paid with Klarna. */
export type AdminKlarnaPurchase = {
  id: string
  /** What it pays: a cart, or a payment collection of an order. */
  subject_type: "cart" | "payment_collection"
  /** Its id; Klarna's order carries it as merchant reference 2. */
  subject_id: string
  /** The order that stands for it in Medusa, if any. */
  order_id: string | null
  /** The number of that order. */
  order_display_id: number | null
  state: AdminKlarnaPurchaseState
  alert: AdminKlarnaPurchaseAlert | null
  /** Upper-case country code. */
  market: string
  environment: string
  currency_code: string
  /** Minor units. */
  amount: number
  klarna_order_id: string | null
  fraud_status: string | null
  /** Where Klarna and the shop differed when they were last compared, in minor units; null: nowhere. */
  findings:
    | {
        code: string
        klarna?: number | undefined
        medusa?: number | undefined
        detail?: string | undefined
      }[]
    | null
  /** Klarna's portal, where its order can be found. */
  portal_url: string
  created_at: string
  updated_at: string
  /** When Klarna accepted it. */
  placed_at: string | null
  /** When it is compared with Klarna next; null: not by itself. */
  next_check_at: string | null
}

/** Answer of `GET /admin/klarna/purchases`. */
export type AdminKlarnaPurchasesResponse = {
  purchases: AdminKlarnaPurchase[]
  count: number
  limit: number
  offset: number
}

/** Answer of `POST /admin/klarna/purchases/:id/dismiss`. */
export type AdminKlarnaPurchaseResponse = { purchase: AdminKlarnaPurchase }

/** Answer of `POST /admin/klarna/purchases/:id/settle` and `/resolve`. */
export type AdminKlarnaSettlementResponse = AdminKlarnaPurchaseResponse & {
  /** What was done; `wait`: nothing could be done yet, it is looked at again. */
  step: "wait" | "settled" | "finish" | "release" | "give_back" | "cancel_order" | "alert"
}
