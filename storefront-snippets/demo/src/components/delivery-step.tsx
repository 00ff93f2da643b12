import type { HttpTypes } from "@medusajs/types"
import { useEffect, useState } from "react"
import { useCart } from "../shop/cart"
import { useShop } from "../shop/shop"

export function DeliveryStep({ cart }: { cart: HttpTypes.StoreCart }) {
  const { sdk, price } = useShop()
  const { change, isBusy } = useCart()
  const [options, setOptions] = useState<HttpTypes.StoreCartShippingOption[]>()
  const [failed, setFailed] = useState(false)
  const chosen = cart.shipping_methods?.[0]?.shipping_option_id

  useEffect(() => {
    sdk.store.fulfillment.listCartOptions({ cart_id: cart.id }).then(
      (answer) => setOptions(answer.shipping_options),
      () => setFailed(true)
    )
  }, [sdk, cart.id])

  const choose = (optionId: string) =>
    void change(({ id }) => sdk.store.cart.addShippingMethod(id, { option_id: optionId }))
  return (
    <section className="step">
      <h2>Delivery</h2>
      {failed ? <p role="alert">The ways of delivery could not be loaded.</p> : null}
      <fieldset className="options" disabled={isBusy}>
        <legend className="visually-hidden">Delivery</legend>
        {(options ?? []).map((option) => (
          <label key={option.id} className="option" data-testid="delivery-option">
            <input
              type="radio"
              name="delivery"
              checked={option.id === chosen}
              onChange={() => choose(option.id)}
            />
            <span className="option-name">{option.name}</span>
            <span>{price(option.amount)}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}
