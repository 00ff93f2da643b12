import { useMutation } from "@tanstack/react-query"
import type { KlarnaPaymentLinkAnswer } from "../../src/api/admin/klarna/payment-collections/types"
import { sdk } from "../lib/sdk"

/** By which way Klarna sends a link; to the order's own address or number. */
export type LinkSending = "email" | "sms"

/** Makes a payment link of a payment collection, and lets Klarna send one where that is wanted. */
export function usePaymentLink(collectionId: string) {
  return useMutation({
    mutationFn: ({ expires_at, method }: { expires_at: string; method?: LinkSending }) =>
      sdk.client.fetch<KlarnaPaymentLinkAnswer>(
        `/admin/klarna/payment-collections/${collectionId}/payment-link`,
        { method: "POST", body: { expires_at, ...(method ? { distribution: { method } } : {}) } }
      ),
  })
}
