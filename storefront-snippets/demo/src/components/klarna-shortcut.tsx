import { useKlarnaConfig } from "../../../src/react"
import { useCart } from "../shop/cart"
import { navigate } from "../shop/router"
import { useShop } from "../shop/shop"

/**
 * The short way: straight to the checkout with Klarna chosen, and the variant in the cart. Shown where the market's express switch
 * is on.
 */
export function KlarnaShortcut(props: { place: "product" | "cart"; variantId?: string }) {
  const { place, variantId } = props
  const { config } = useKlarnaConfig()
  const { country } = useShop()
  const { add, isBusy } = useCart()
  if (!config?.available || !config.express[place]) return null

  const go = async () => {
    if (variantId && !(await add(variantId, 1))) return
    navigate(`/${country}/checkout?method=klarna`)
  }
  return (
    <button
      type="button"
      className="button klarna wide"
      data-testid={`klarna-shortcut-${place}`}
      disabled={isBusy || (place === "product" && !variantId)}
      onClick={() => void go()}
    >
      Check out with Klarna
    </button>
  )
}
