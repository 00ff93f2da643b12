type Maybe<T> = T | null | undefined

/** What is read of an order on its page. */
export type OrderOnPage = {
  id: string
  updated_at?: string | Date
  payment_status?: string
  fulfillment_status?: string
  payment_collections?: Maybe<
    readonly Maybe<{
      id?: string
      status?: string
      amount?: Maybe<number>
      captured_amount?: Maybe<number>
      refunded_amount?: Maybe<number>
      payments?: Maybe<readonly Maybe<{ provider_id?: Maybe<string> }>[]>
    }>[]
  >
}

/** Whether an order was paid with Klarna, as far as its page knows. */
export type PaidWithKlarna = "yes" | "no" | "unknown"

/**
 * Whether an order was paid with Klarna. An order that nobody paid yet may still wait for Klarna's answer: only our server knows.
 */
export function paidWithKlarna(order: OrderOnPage): PaidWithKlarna {
  const providers = (order.payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .map((payment) => payment?.provider_id ?? "")
  if (providers.some((id) => id.startsWith("pp_klarna"))) return "yes"
  return providers.length === 0 ? "unknown" : "no"
}

/** A text that changes whenever something happened to an order that Klarna may have been told of. */
export function stateOf(order: OrderOnPage): string {
  return JSON.stringify([
    order.updated_at,
    order.payment_status,
    order.fulfillment_status,
    (order.payment_collections ?? []).map((collection) => [
      collection?.captured_amount,
      collection?.refunded_amount,
    ]),
  ])
}
