type Payments = readonly ({ provider_id?: string | null } | null | undefined)[] | null | undefined

/** What is read of an order on its page. */
export type OrderWithPayments = {
  payment_collections?: readonly ({ payments?: Payments } | null | undefined)[] | null
}

/**
 * Whether Klarna has to be asked about an order: one that was paid with other means only needs no call. An order that nobody paid
 * yet may still wait for Klarna's answer, so it is asked for.
 */
export function mayBePaidWithKlarna(order: OrderWithPayments): boolean {
  const providers = (order.payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .map((payment) => payment?.provider_id ?? "")
  return providers.length === 0 || providers.some((id) => id.startsWith("pp_klarna"))
}
