import { useQuery } from "@tanstack/react-query"
import { sdk } from "../lib/sdk"
import type { KlarnaOrderResponse } from "../types/klarna-order"

/**
 * An order as Klarna sees it, read again whenever Medusa's order has changed.
 *
 * @param updatedAt - when Medusa's order changed last
 */
export function useKlarnaOrder(orderId: string, updatedAt: string, enabled: boolean) {
  return useQuery({
    queryKey: ["klarna", "order", orderId, updatedAt],
    queryFn: () => sdk.client.fetch<KlarnaOrderResponse>(`/admin/klarna/orders/${orderId}`),
    enabled,
    placeholderData: (previous) => previous,
  })
}
