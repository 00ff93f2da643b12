import { minorUnits } from "../../../src"
import { CartMessage } from "../../../src/react"
import { CartLine } from "../components/cart-line"
import { KlarnaShortcut } from "../components/klarna-shortcut"
import { PromotionField } from "../components/promotion-field"
import { Summary } from "../components/summary"
import { useCart } from "../shop/cart"
import { Link } from "../shop/router"
import { useShop } from "../shop/shop"

export function CartPage() {
  const { country } = useShop()
  const { cart, error } = useCart()
  if (cart === undefined) return <p className="page-message">Loading …</p>
  if (!cart?.items?.length) return <EmptyCart country={country} />
  return (
    <div className="columns">
      <section>
        <h1>Your cart</h1>
        {error ? <p role="alert">{error}</p> : null}
        <ul className="lines">
          {cart.items.map((item) => (
            <CartLine key={item.id} item={item} />
          ))}
        </ul>
      </section>
      <aside className="panel" aria-label="Summary">
        <h2>Summary</h2>
        <PromotionField cart={cart} />
        <Summary of={cart} isShippingKnown={(cart.shipping_methods ?? []).length > 0} />
        <CartMessage amount={minorUnits(cart.total)} />
        <Link className="button wide" href={`/${country}/checkout`} data-testid="to-checkout">
          Proceed to checkout
        </Link>
        <KlarnaShortcut place="cart" />
      </aside>
    </div>
  )
}

export function EmptyCart({ country }: { country: string }) {
  return (
    <section className="empty">
      <h1>Your cart is empty</h1>
      <Link className="button" href={`/${country}`}>
        See all products
      </Link>
    </section>
  )
}
