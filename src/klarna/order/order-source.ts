import type { MajorAmount } from "../money"
import type { TaxForm } from "../markets"
import type { ProductIdentifiers } from "../wire/order-line"

/** One thing that is bought, in the shop's words. Amounts in major units, exact and unrounded. */
export type LineSource = {
  /** The shop's own id; not sent. */
  id: string
  type: "physical" | "digital" | "shipping_fee" | "surcharge"
  /** SKU or the like; clipped and made unique where needed. */
  reference: string
  name: string
  /** Need not be whole. */
  quantity: MajorAmount
  /** What the customer pays: with tax, after discounts. */
  total: MajorAmount
  /** With tax, before discounts. */
  original_total: MajorAmount
  /** Tax of `total`. Read only where tax is a line of its own. */
  tax_total: MajorAmount
  /** Tax of `original_total`. Read only where tax is a line of its own. */
  original_tax_total: MajorAmount
  /** Rates in percent; they add up. */
  tax_rates: MajorAmount[]
  image_url?: string | null | undefined
  product_url?: string | null | undefined
  product_identifiers?: ProductIdentifiers | undefined
  merchant_data?: string | undefined
}

/** Something that pays a part of the order: no tax. `amount` in major units, above zero. */
export type CreditSource = {
  /** The shop's own id; not sent, since it may be a code worth money. */
  id: string
  type: "gift_card" | "store_credit" | "discount"
  name: string
  amount: MajorAmount
}

/** What is to be paid, in the shop's words. `total` is the truth: the lines are made to sum to it. */
export type OrderSource = {
  /** ISO 4217 in any case. */
  currency: string
  /** What Klarna is to collect, major units. */
  total: MajorAmount
  tax_form: TaxForm
  lines: LineSource[]
  credits: CreditSource[]
}
