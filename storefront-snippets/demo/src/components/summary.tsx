import { useShop } from "../shop/shop"

/** What cart and order have in common. */
interface Totals {
  items?: { is_tax_inclusive: boolean }[] | null
  total: number
  tax_total: number
  discount_total: number
  item_subtotal: number
  original_item_total: number
  shipping_subtotal: number
  original_shipping_total: number
  credit_line_total?: number
}

/** The sums of a cart or an order. Where prices contain the tax it is named below the total; elsewhere it is added above it. */
export function Summary({ of, isShippingKnown }: { of: Totals; isShippingKnown: boolean }) {
  const { price } = useShop()
  const isTaxInside = (of.items ?? []).some((item) => item.is_tax_inclusive)
  const items = isTaxInside ? of.original_item_total : of.item_subtotal
  const shipping = isTaxInside ? of.original_shipping_total : of.shipping_subtotal
  const credit = of.credit_line_total ?? 0
  // Rows add up to the total: what is left between them is the discount, with its tax or without it as the others.
  const discount = items + shipping + (isTaxInside ? 0 : of.tax_total) - credit - of.total
  const rows: [string, string, boolean][] = [
    ["Items", price(items), true],
    ["Delivery", isShippingKnown ? price(shipping) : "at checkout", true],
    ["Discount", `−${price(discount)}`, of.discount_total > 0],
    ["Sales tax", price(of.tax_total), !isTaxInside],
    ["Store credit", `−${price(credit)}`, credit > 0],
  ]
  return (
    <dl className="summary">
      {rows.map(([name, value, isShown]) =>
        isShown ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null
      )}
      <div className="total">
        <dt>Total</dt>
        <dd data-testid="total">{price(of.total)}</dd>
      </div>
      {isTaxInside ? (
        <div className="muted">
          <dt>of which VAT</dt>
          <dd>{price(of.tax_total)}</dd>
        </div>
      ) : null}
    </dl>
  )
}
