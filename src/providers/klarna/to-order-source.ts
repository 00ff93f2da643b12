import type { LineSource, OrderSource } from "../../klarna/order/order-source"
import { productUrl, type MarketSettings } from "../../settings"
import type { Payable, PayableItem } from "./subject-query"

export type OrderSourceOptions = {
  /** Country in the addresses of the shop's pages. */
  storefrontCountry: string
  taxForm: OrderSource["tax_form"]
  settings: Pick<MarketSettings, "storefront_url" | "product_url_pattern">
  /** Used where the market has no storefront address of its own. */
  fallbackStorefrontUrl: string | undefined
}

/**
 * Turns a Medusa cart or order into what the line builder works with. Amounts stay as Medusa has them, in major units and
 * unrounded: rounding happens once, in the builder.
 */
export function toOrderSource(payable: Payable, options: OrderSourceOptions): OrderSource {
  return {
    currency: payable.currency_code.toUpperCase(),
    total: payable.raw_total,
    tax_form: options.taxForm,
    lines: [
      ...payable.items.map((item) => itemLine(item, options)),
      ...payable.shipping_methods.map((method): LineSource => ({
        id: method.id,
        type: "shipping_fee",
        reference: method.shipping_option_id ?? method.id,
        name: method.name ?? "Shipping",
        quantity: 1,
        ...amountsOf(method),
      })),
    ],
    credits: payable.credit_lines.map((credit) => ({
      id: credit.id,
      type: credit.reference === "gift-card" ? "gift_card" : "store_credit",
      name: credit.reference === "gift-card" ? "Gift card" : "Store credit",
      amount: credit.raw_amount,
    })),
  }
}

function itemLine(item: PayableItem, options: OrderSourceOptions): LineSource {
  const title = item.product_title ?? item.title ?? undefined
  const variant =
    item.variant_title && item.variant_title !== "Default" ? item.variant_title : undefined
  const gtin = item.variant?.ean ?? item.variant?.upc ?? item.variant?.barcode ?? undefined
  const productUrl = productUrlOf(item, options)
  return {
    id: item.id,
    type: item.requires_shipping === false ? "digital" : "physical",
    reference: item.variant_sku ?? item.id,
    name: [title, variant].filter(Boolean).join(" - "),
    quantity: item.quantity,
    ...amountsOf(item),
    ...(item.thumbnail ? { image_url: item.thumbnail } : {}),
    ...(productUrl ? { product_url: productUrl } : {}),
    ...(gtin ? { product_identifiers: { global_trade_item_number: gtin } } : {}),
  }
}

function amountsOf(priced: Payable["shipping_methods"][number] | PayableItem) {
  return {
    total: priced.raw_total,
    original_total: priced.raw_original_total,
    tax_total: priced.raw_tax_total,
    original_tax_total: priced.raw_original_tax_total,
    tax_rates: priced.tax_lines,
  }
}

function productUrlOf(item: PayableItem, options: OrderSourceOptions): string | undefined {
  if (!item.product_handle) return undefined
  const { storefrontCountry: countryCode, fallbackStorefrontUrl, settings } = options
  return (
    productUrl(settings, { countryCode, handle: item.product_handle, fallbackStorefrontUrl }) ??
    undefined
  )
}
