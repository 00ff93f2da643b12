/** What became of an event. `failed`: it was given up, and a person must look. */
export type AdminKlarnaEventState = "waiting" | "done" | "ignored" | "failed"

/** Something that Klarna told us: what, about what, and what became of it. */
export type AdminKlarnaEvent = {
  id: string
  kind: "authorization" | "fraud" | "hosted_page"
  state: AdminKlarnaEventState
  /** Klarna's own name of what happened, such as FRAUD_RISK_ACCEPTED. */
  event_type: string | null
  subject_type: "cart" | "payment_collection"
  subject_id: string
  klarna_order_id: string | null
  /** How often it was looked into. */
  attempts: number
  next_attempt_at: string | null
  processed_at: string | null
  /** Why it is not done, in words. */
  error: string | null
  created_at: string
}

/** Answer of `GET /admin/klarna/events`. */
export type AdminKlarnaEventsResponse = {
  events: AdminKlarnaEvent[]
  count: number
  limit: number
  offset: number
}

/** Answer of `POST /admin/klarna/events/:id/retry` and `/dismiss`. */
export type AdminKlarnaEventResponse = { event: AdminKlarnaEvent }
