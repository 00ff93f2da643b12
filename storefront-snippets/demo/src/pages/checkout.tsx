import { useState } from "react"
import { AddressStep } from "../components/address-step"
import { DeliveryStep } from "../components/delivery-step"
import { PaymentStep } from "../components/payment-step"
import { PromotionField } from "../components/promotion-field"
import { StoreCreditField } from "../components/store-credit-field"
import { Summary } from "../components/summary"
import { useCart } from "../shop/cart"
import { useShop } from "../shop/shop"
import { EmptyCart } from "./cart"

export function CheckoutPage() {
  const { country } = useShop()
  const { cart, error } = useCart()
  const [isEditing, setEditing] = useState(false)
  /** While Klarna's window is open, or the order is being placed, nothing may change. */
  const [isLocked, setLocked] = useState(false)
  const [isDone, setDone] = useState(false)

  if (cart === undefined || isDone) return <p className="page-message">One moment …</p>
  if (!cart?.items?.length) return <EmptyCart country={country} />

  const hasAddress = Boolean(cart.email && cart.shipping_address?.address_1)
  const hasDelivery = (cart.shipping_methods ?? []).length > 0
  const isAddressOpen = isEditing || !hasAddress
  return (
    <div className="columns">
      <div className="steps">
        <h1>Checkout</h1>
        {error ? <p role="alert">{error}</p> : null}
        <fieldset className="bare" disabled={isLocked}>
          <AddressStep
            cart={cart}
            isOpen={isAddressOpen}
            onEdit={() => setEditing(true)}
            onSaved={() => setEditing(false)}
          />
          {isAddressOpen ? null : <DeliveryStep cart={cart} />}
        </fieldset>
        {hasDelivery && !isAddressOpen ? (
          <PaymentStep cart={cart} onLock={setLocked} onDone={() => setDone(true)} />
        ) : null}
      </div>
      <aside className="panel" aria-label="Summary">
        <h2>Your order</h2>
        <ul className="mini-lines">
          {cart.items.map((item) => (
            <li key={item.id}>
              <span>
                {item.quantity} × {item.product_title ?? item.title}
              </span>
            </li>
          ))}
        </ul>
        <fieldset className="bare" disabled={isLocked}>
          <PromotionField cart={cart} />
          {country === "gb" ? <StoreCreditField cart={cart} /> : null}
        </fieldset>
        <Summary of={cart} isShippingKnown={hasDelivery} />
      </aside>
    </div>
  )
}
