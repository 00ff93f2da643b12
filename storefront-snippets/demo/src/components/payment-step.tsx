import type { HttpTypes } from "@medusajs/types"
import { useCallback, useEffect, useMemo, useState } from "react"
import { paymentOption, type PlacedPurchase } from "../../../src"
import { PayButton, PaymentWidget, useKlarnaConfig, useKlarnaPayment } from "../../../src/react"
import { useCart } from "../shop/cart"
import { usePaymentSession } from "../shop/payment-session"
import { navigate, useLocation } from "../shop/router"
import { KLARNA, MANUAL, useShop } from "../shop/shop"

interface PaymentStepProps {
  cart: HttpTypes.StoreCart
  onLock: (isLocked: boolean) => void
  onDone: () => void
}

export function PaymentStep({ cart, onLock, onDone }: PaymentStepProps) {
  const { country, price } = useShop()
  const { revision, isBusy, forget } = useCart()
  const { config } = useKlarnaConfig()
  const { query } = useLocation()
  const providers = useProviders()

  const isPayable = cart.total > 0
  const offersKlarna =
    isPayable && config?.available === true && providers?.includes(KLARNA) === true
  const wish = query.get("method") === "klarna" || config?.preselection === "always"
  const [chosen, setChosen] = useState<string | null>(wish ? KLARNA : null)
  const method = chosen === KLARNA && !offersKlarna ? null : chosen

  const provider = providers ? (method ?? (offersKlarna ? KLARNA : MANUAL)) : null
  const wanted = useMemo(() => ({ provider, revision }), [provider, revision])
  const session = usePaymentSession(cart, wanted)
  const option = paymentOption(session.categories)
  const klarna = useKlarnaPayment({
    id: cart.id,
    key: String(revision),
    isChosen: method === KLARNA && session.isReady,
  })

  const { status } = klarna.state
  const isLocked = status === "authorizing" || status === "placing"
  useEffect(() => onLock(isLocked), [onLock, isLocked])

  const showOrder = useCallback(
    ({ order, redirect_url: elsewhere }: PlacedPurchase) => {
      onDone()
      forget()
      const confirmation = `/${country}/order/${order.id}/confirmed`
      if (elsewhere) window.location.assign(elsewhere)
      else navigate(confirmation, { replace: true })
    },
    [onDone, forget, country]
  )

  return (
    <section className="step">
      <h2>Payment</h2>
      <fieldset className="options" disabled={isLocked}>
        <legend className="visually-hidden">Payment</legend>
        {offersKlarna && option ? (
          <label className="option" data-testid="pay-klarna">
            <input
              type="radio"
              name="payment"
              checked={method === KLARNA}
              onChange={() => setChosen(KLARNA)}
            />
            <span className="option-name">{option.name}</span>
            {option.logo ? <img className="logo" src={option.logo} alt="" height={24} /> : null}
          </label>
        ) : null}
        {method === KLARNA && !session.failure ? (
          <PaymentWidget payment={klarna} className="widget" style={{ minHeight: 120 }} />
        ) : null}
        {providers?.includes(MANUAL) ? (
          <label className="option" data-testid="pay-manual">
            <input
              type="radio"
              name="payment"
              checked={method === MANUAL}
              onChange={() => setChosen(MANUAL)}
            />
            <span className="option-name">Pay by invoice from the shop</span>
          </label>
        ) : null}
      </fieldset>
      {session.failure ? (
        <p role="alert" data-testid="payment-failure">
          {session.failure}
        </p>
      ) : null}
      {method === KLARNA ? (
        <PayButton
          payment={klarna}
          className="button klarna wide"
          disabled={isBusy || !session.isReady}
          onPlaced={showOrder}
        >
          Pay {price(cart.total)} with Klarna
        </PayButton>
      ) : (
        <ManualButton
          cart={cart}
          disabled={isBusy || method !== MANUAL || !session.isReady}
          onPlaced={showOrder}
        />
      )}
    </section>
  )
}

function ManualButton(props: {
  cart: HttpTypes.StoreCart
  disabled: boolean
  onPlaced: (placed: PlacedPurchase) => void
}) {
  const { cart, disabled, onPlaced } = props
  const { sdk } = useShop()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const place = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const answer = await sdk.store.cart.complete(cart.id)
      if (answer.type === "order") return onPlaced({ order: { id: answer.order.id } })
      setFailure(answer.error.message)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The order could not be placed.")
    }
    setBusy(false)
  }
  return (
    <>
      <button
        type="button"
        className="button wide"
        data-testid="place-manual"
        disabled={disabled || isBusy}
        onClick={() => void place()}
      >
        Place order
      </button>
      {failure ? <p role="alert">{failure}</p> : null}
    </>
  )
}

/** Ids of the market's payment providers, `undefined` until they are known. */
function useProviders(): string[] | undefined {
  const { sdk, region } = useShop()
  const [providers, setProviders] = useState<string[]>()
  useEffect(() => {
    sdk.store.payment.listPaymentProviders({ region_id: region.id }).then(
      (answer) => setProviders(answer.payment_providers.map(({ id }) => id)),
      () => setProviders([])
    )
  }, [sdk, region.id])
  return providers
}
