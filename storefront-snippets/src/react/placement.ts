import { createElement, useEffect, useState, type CSSProperties } from "react"
import { placementOf, type PlacementName } from "../config"
import { loadKlarnaWebSdk } from "../loader"
import { useKlarna } from "./context"

/** Properties of every placement. */
export interface PlacementProps {
  className?: string | undefined
  /** Wins over the reserved space, such as `{ minHeight: 80 }`. */
  style?: CSSProperties | undefined
}

/** Properties of the placements that speak about an amount. */
export interface AmountPlacementProps extends PlacementProps {
  /** In minor units, such as `104990` for 1,049.90. `null` draws nothing. */
  amount: number | null
}

/** What keeps the page from jumping when Klarna's message arrives, in pixels. */
const RESERVED: Record<PlacementName, number> = {
  top_banner: 48,
  product: 76,
  cart: 76,
  footer: 48,
}

/**
 * Klarna's thin banner at the very top of every page (J1).
 *
 * @example <TopBanner />
 */
export function TopBanner(props: PlacementProps) {
  return createElement(Placement, { ...props, name: "top_banner" })
}

/**
 * Klarna's logo among the payment icons of the footer (J2).
 *
 * @example <Footer />
 */
export function Footer(props: PlacementProps) {
  return createElement(Placement, { ...props, name: "footer" })
}

/**
 * Klarna's message under the price of a product (J7). Follows the amount.
 *
 * @example <ProductMessage amount={minorUnits(variant.calculated_price.calculated_amount)} />
 */
export function ProductMessage(props: AmountPlacementProps) {
  return createElement(Placement, { ...props, name: "product" })
}

/**
 * Klarna's message near the total of the cart (J9).
 *
 * @example <CartMessage amount={minorUnits(cart.total)} />
 */
export function CartMessage(props: AmountPlacementProps) {
  return createElement(Placement, { ...props, name: "cart" })
}

function Placement(props: PlacementProps & { name: PlacementName; amount?: number | null }) {
  const { name, amount, className, style } = props
  const { config, nonce } = useKlarna()
  const [isMissing, setMissing] = useState(false)
  const placement = placementOf(config, name)
  const isDrawn =
    placement !== null &&
    (amount === undefined || (amount !== null && Number.isSafeInteger(amount) && amount > 0))
  const { src, clientId, environment, key, locale, theme } = placement ?? {}

  useEffect(() => {
    if (!isDrawn || !src || !clientId || !environment) return undefined
    let isGone = false
    loadKlarnaWebSdk({ src, clientId, environment, nonce }).then(
      (messaging) => {
        if (isGone) return
        setMissing(false)
        messaging?.refresh()
      },
      () => {
        if (!isGone) setMissing(true)
      }
    )
    return () => {
      isGone = true
    }
  }, [isDrawn, src, clientId, environment, nonce, key, locale, theme, amount])

  if (!isDrawn || isMissing) return null
  return createElement(
    "div",
    {
      className,
      style: { minHeight: RESERVED[name], ...style },
      "data-klarna-placement": name,
    },
    createElement("klarna-placement", {
      // Klarna draws into the element: another kind of message takes a new one.
      key: `${key} ${locale} ${theme}`,
      "data-key": key,
      "data-locale": locale,
      "data-theme": theme,
      "data-purchase-amount": amount ?? undefined,
    })
  )
}
