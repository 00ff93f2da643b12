import type { KlarnaEventRecord } from "../../modules/klarna/event-store"
import type { Purchase } from "../../purchase/ports"

/**
 * Whether an event is about what the purchase is now. `ours`: look. `early`: the purchase does not hold yet what the event names.
 * `past`: it names a session, page or order that the purchase has left behind, or never had.
 */
export type Bearing = "ours" | "early" | "past"

/**
 * Compares the ids of an event with those that the purchase got from Klarna itself.
 *
 * @example
 * bearingOf({ kind: "fraud", klarna_order_id: "b", ... }, { klarna_order_id: "a", ... }) // "past"
 */
export function bearingOf(
  event: Pick<KlarnaEventRecord, "kind" | "klarna_session_id" | "klarna_order_id">,
  purchase: Pick<Purchase, "klarna_session_id" | "klarna_order_id" | "hosted_page">
): Bearing {
  switch (event.kind) {
    case "authorization":
      if (!purchase.klarna_session_id) return "early"
      return event.klarna_session_id === purchase.klarna_session_id ? "ours" : "past"
    case "fraud":
      if (!purchase.klarna_order_id) return "early"
      return event.klarna_order_id === purchase.klarna_order_id ? "ours" : "past"
    case "hosted_page":
      return event.klarna_session_id === purchase.hosted_page?.id ? "ours" : "past"
  }
}

/** Whether an event says that the shopper has approved, so that Klarna must show it sooner or later. */
export function promisesMore(event: Pick<KlarnaEventRecord, "kind" | "event_type">): boolean {
  return event.kind !== "hosted_page" || event.event_type === "COMPLETED"
}

/** Whether an event says that an order must not be delivered. */
export function saysStop(event: Pick<KlarnaEventRecord, "kind" | "event_type">): boolean {
  return event.kind === "fraud" && /REJECTED|STOPPED/.test(event.event_type ?? "")
}
