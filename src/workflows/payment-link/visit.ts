import type { PaymentLinkState, PaymentLinkView } from "./link-state"

/**
 * What a visit of a payment link came to. `open`: nothing is approved. `changed`: what was approved is not what is to be paid now,
 * so it was given back. `unavailable`: Klarna can't be used now. `unknown`: whether it is paid can't be told yet.
 */
export type VisitOutcome =
  Exclude<PaymentLinkState, "payable"> | "open" | "changed" | "unavailable" | "unknown" | "gone"

/** A visit that is answered with a page of ours. */
export type PageVisit = { outcome: VisitOutcome; link: PaymentLinkView | undefined }

/** Where a visit leads: to Klarna, or to a page that says how things stand. */
export type Visit = { outcome: "redirect"; url: string } | PageVisit
