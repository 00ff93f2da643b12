import { useEffect, useRef, type ReactNode } from "react"
import type { PlacedPurchase } from "../checkout-api"
import { useKlarna } from "./context"
import type { KlarnaPaymentHandle } from "./payment"

/** Properties of `PayButton`. */
export interface PayButtonProps {
  payment: KlarnaPaymentHandle
  /**
   * The order is placed: forget the cart and show the order. When Klarna wants the browser elsewhere first, `redirect_url` says where;
   * it comes back to the confirmation page.
   */
  onPlaced: (placed: PlacedPurchase) => void
  /** The shop's own reason to wait, such as a form that is not filled in. */
  disabled?: boolean | undefined
  className?: string | undefined
  children?: ReactNode
}

/**
 * The last click of the checkout (J14): asks Klarna straight from it and places the order. Checks of the shop come before, by
 * `disabled`.
 *
 * @example
 * <PayButton payment={klarna} onPlaced={({ order, redirect_url }) => go(redirect_url ?? `/orders/${order.id}`)} />
 */
export function PayButton(props: PayButtonProps) {
  const { payment: handle, onPlaced, disabled, className, children } = props
  const { payment, state } = handle
  const { texts } = useKlarna()

  const told = useRef<PlacedPurchase | null>(null)
  const placed = state.status === "placed" ? state.placed : null
  useEffect(() => {
    if (!placed || told.current === placed) return
    told.current = placed
    onPlaced(placed)
  }, [placed, onPlaced])

  const isBusy = state.status === "authorizing" || state.status === "placing"
  return (
    <button
      type="button"
      className={className}
      disabled={disabled || state.status !== "ready"}
      aria-busy={isBusy || state.status === "loading"}
      onClick={() => void payment.pay()}
    >
      {isBusy ? texts[state.status] : (children ?? texts.pay)}
    </button>
  )
}
