import { useQuery } from "@tanstack/react-query"
import { paidWithKlarna, stateOf, type OrderOnPage } from "../lib/klarna-payments"
import { sdk } from "../lib/sdk"
import type { KlarnaOrderAnswer } from "../../src/api/admin/klarna/orders/types"

/** An order as Klarna sees it, read again whenever Medusa's order has changed. One paid with other means only is not asked for. */
export function useKlarnaOrder(order: OrderOnPage) {
  return useQuery({
    queryKey: ["klarna", "order", order.id, stateOf(order)],
    queryFn: () => sdk.client.fetch<KlarnaOrderAnswer>(`/admin/klarna/orders/${order.id}`),
    enabled: paidWithKlarna(order) !== "no",
    // What Klarna knows changes without Medusa: never show an old answer as if it were today's.
    staleTime: 0,
    placeholderData: (previous, query) => (query?.queryKey[2] === order.id ? previous : undefined),
  })
}
