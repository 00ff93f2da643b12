import type { HttpTypes } from "@medusajs/types"
import { useCart } from "../shop/cart"
import { Link } from "../shop/router"
import { useShop } from "../shop/shop"
import { ProductImage } from "./product-image"

export function CartLine({ item }: { item: HttpTypes.StoreCartLineItem }) {
  const { sdk, country, price } = useShop()
  const { change, isBusy } = useCart()
  const name = item.product_title ?? item.title

  const setQuantity = (quantity: number) =>
    void change(async (cart) => {
      if (quantity > 0) return sdk.store.cart.updateLineItem(cart.id, item.id, { quantity })
      await sdk.store.cart.deleteLineItem(cart.id, item.id)
      return { cart }
    })
  return (
    <li className="line" data-testid="cart-line">
      <ProductImage src={item.thumbnail} title="" />
      <div>
        <Link href={`/${country}/products/${item.product_handle}`}>{name}</Link>
        <p className="muted">{item.variant_title}</p>
        <div className="quantity" role="group" aria-label={`Quantity of ${name}`}>
          <button
            type="button"
            aria-label={`One ${name} less`}
            disabled={isBusy}
            onClick={() => setQuantity(item.quantity - 1)}
          >
            −
          </button>
          <output>{item.quantity}</output>
          <button
            type="button"
            aria-label={`One ${name} more`}
            disabled={isBusy}
            onClick={() => setQuantity(item.quantity + 1)}
          >
            +
          </button>
        </div>
      </div>
      <span className="line-price">{price(item.unit_price * item.quantity)}</span>
    </li>
  )
}
