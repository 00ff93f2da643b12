import type { HttpTypes } from "@medusajs/types"
import { useEffect, useState } from "react"
import { ProductImage } from "../components/product-image"
import { Summary } from "../components/summary"
import { Link } from "../shop/router"
import { KLARNA, useShop } from "../shop/shop"

export function ConfirmationPage({ id }: { id: string }) {
  const { sdk, country, price } = useShop()
  const [order, setOrder] = useState<HttpTypes.StoreOrder | null>()
  useEffect(() => {
    sdk.store.order.retrieve(id, { fields: "*payment_collections.payments" }).then(
      (answer) => setOrder(answer.order),
      () => setOrder(null)
    )
  }, [sdk, id])

  if (order === undefined) return <p className="page-message">Loading …</p>
  if (order === null) {
    return (
      <section className="empty">
        <h1>This order could not be found</h1>
      </section>
    )
  }
  const payments = (order.payment_collections ?? []).flatMap(({ payments: made }) => made ?? [])
  const isKlarna = payments.some((payment) => payment.provider_id === KLARNA)
  return (
    <div className="columns">
      <section>
        <h1>Thank you for your order</h1>
        <p>
          Order <strong data-testid="order-number">#{order.display_id}</strong>. We have noted{" "}
          {order.email} as your address for news about it.
        </p>
        <p data-testid="payment-method">Paid with {isKlarna ? "Klarna" : "an invoice from us"}.</p>
        <ul className="lines">
          {(order.items ?? []).map((item) => (
            <li key={item.id} className="line">
              <ProductImage src={item.thumbnail} title="" />
              <div>
                {item.product_title ?? item.title}
                <p className="muted">
                  {item.variant_title}, {item.quantity} ×
                </p>
              </div>
              <span className="line-price">{price(item.unit_price * item.quantity)}</span>
            </li>
          ))}
        </ul>
        <Link className="button" href={`/${country}`}>
          Continue shopping
        </Link>
      </section>
      <aside className="panel" aria-label="Summary">
        <h2>Summary</h2>
        <Summary of={order} isShippingKnown />
      </aside>
    </div>
  )
}
