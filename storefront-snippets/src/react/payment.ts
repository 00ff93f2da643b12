import { useEffect, useMemo, useSyncExternalStore } from "react"
import { placeKlarnaOrder, refreshKlarnaSession } from "../checkout-api"
import { loadKlarnaPayments } from "../loader"
import { createKlarnaPayment, type KlarnaPayment, type PaymentState } from "../payment-flow"
import { useKlarna } from "./context"

/** A cart's payment with Klarna, for `PaymentWidget` and `PayButton`. */
export interface KlarnaPaymentHandle {
  payment: KlarnaPayment
  state: PaymentState
}

const ON_SERVER: PaymentState = { status: "idle", purchase: null }

/**
 * The payment of a cart. Refreshes the Klarna session whenever `cartKey` changes, so that the pay button's click is free to call
 * Klarna at once.
 *
 * @param cart `key` changes with every change of the cart (its `updated_at`, or a counter); `isChosen` is false while the shopper
 * pays another way, or the cart has no Klarna payment session yet
 * @example
 * const klarna = useKlarnaPayment({ id: cart.id, key: cart.updated_at, isChosen: method === "klarna" })
 * return <><PaymentWidget payment={klarna} /><PayButton payment={klarna} onPlaced={showOrder} /></>
 */
export function useKlarnaPayment(cart: {
  id: string
  key: string
  isChosen: boolean
}): KlarnaPaymentHandle {
  const { store, config, nonce } = useKlarna()
  const src = config?.available ? config.scripts?.payments : undefined
  const { id, key, isChosen } = cart

  const payment = useMemo(
    () =>
      createKlarnaPayment({
        refresh: () => refreshKlarnaSession(store, id),
        place: (token) => placeKlarnaOrder(store, id, token),
        klarna: () => (src ? loadKlarnaPayments({ src, nonce }) : Promise.resolve(null)),
      }),
    [store, id, src, nonce]
  )
  useEffect(() => {
    if (isChosen && src) payment.cartIs(key)
  }, [payment, isChosen, key, src])

  const state = useSyncExternalStore(payment.subscribe, payment.getState, () => ON_SERVER)
  return useMemo(() => ({ payment, state }), [payment, state])
}
