import { useMutation, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../lib/sdk"
import type { KlarnaOrderAnswer } from "../../src/api/admin/klarna/orders/types"

/** Decides about an order that Klarna's review rejected. Medusa's own page of the order is read again afterwards. */
export function useDecideReview(orderId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: "keep" | "cancel") =>
      sdk.client.fetch<KlarnaOrderAnswer>(`/admin/klarna/orders/${orderId}/review`, {
        method: "POST",
        body: { decision },
      }),
    // Also after a failure: half of it may be done.
    onSettled: () => client.invalidateQueries(),
  })
}
