import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type {
  AdminKlarnaEventResponse,
  AdminKlarnaEventsResponse,
} from "../../src/api/admin/klarna/events/types"
import type {
  AdminKlarnaPurchaseResponse,
  AdminKlarnaPurchasesResponse,
  AdminKlarnaSettlementResponse,
} from "../../src/api/admin/klarna/purchases/types"
import { sdk } from "../lib/sdk"

const ATTENTION_KEY = ["klarna", "attention"] as const

/**
 * Purchases that a person has to look at, the newest first.
 *
 * @param limit - how many at most
 */
export function useAlerts(limit: number) {
  return useQuery({
    queryKey: [...ATTENTION_KEY, "purchases", limit],
    queryFn: () =>
      sdk.client.fetch<AdminKlarnaPurchasesResponse>("/admin/klarna/purchases", {
        query: { alert: true, limit },
      }),
    // Somebody else, or the sweep, may have dealt with one.
    staleTime: 0,
    placeholderData: (previous) => previous,
  })
}

/**
 * What Klarna told and was given up, the newest first.
 *
 * @param limit - how many at most
 */
export function useFailedEvents(limit: number) {
  return useQuery({
    queryKey: [...ATTENTION_KEY, "events", limit],
    queryFn: () =>
      sdk.client.fetch<AdminKlarnaEventsResponse>("/admin/klarna/events", {
        query: { state: "failed", limit },
      }),
    staleTime: 0,
    placeholderData: (previous) => previous,
  })
}

/** Compares a purchase with Klarna and the shop now, and does what is needed. */
export function useSettlePurchase(id: string) {
  return useAction<void, AdminKlarnaSettlementResponse>(`/admin/klarna/purchases/${id}/settle`)
}

/** Takes the Klarna order that was found for a purchase. */
export function useResolvePurchase(id: string) {
  return useAction<{ klarna_order_id: string }, AdminKlarnaSettlementResponse>(
    `/admin/klarna/purchases/${id}/resolve`
  )
}

/** Takes the alert off a purchase. */
export function useDismissPurchase(id: string) {
  return useAction<void, AdminKlarnaPurchaseResponse>(`/admin/klarna/purchases/${id}/dismiss`)
}

/** Looks into an event once more. */
export function useRetryEvent(id: string) {
  return useAction<void, AdminKlarnaEventResponse>(`/admin/klarna/events/${id}/retry`)
}

/** Puts an event aside that was given up. */
export function useDismissEvent(id: string) {
  return useAction<void, AdminKlarnaEventResponse>(`/admin/klarna/events/${id}/dismiss`)
}

/** A call that may end an alert: the lists are read again, whatever came of it. */
function useAction<Body extends object | void, Answer>(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) =>
      sdk.client.fetch<Answer>(path, { method: "POST", body: body ?? {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ATTENTION_KEY }),
  })
}
