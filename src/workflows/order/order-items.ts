import { z } from "@medusajs/framework/zod"
import { AmountSchema, QuantitySchema } from "../../providers/klarna/numbers"
import { clipReference, plainText } from "../../klarna/order/text"
import type { OrderLine } from "../../klarna/wire"

export const OrderItemSchema = z.looseObject({
  id: z.string(),
  quantity: QuantitySchema,
  variant_sku: z.string().nullish(),
  product_title: z.string().nullish(),
  raw_total: AmountSchema,
})

export type OrderItem = z.infer<typeof OrderItemSchema>

/** Medusa works out totals only where the order's own total is asked for. */
export const ITEM_FIELDS = ["total", "items.*", "items.total", "items.raw_total", "items.detail.*"]

/** Lines for goods, as opposed to shipping, tax and credit. */
export function isGoods(line: { type?: string | null }): boolean {
  return line.type === "physical" || line.type === "digital"
}

/**
 * The Klarna line of each item of an order, found by reference, or by name where the item has no SKU. Of several lines with one
 * SKU the one with the item's quantity comes first. A line is given to one item only.
 *
 * @returns item id to line
 */
export function linesByItem(items: OrderItem[], orderLines: OrderLine[]): Map<string, OrderLine> {
  const free = orderLines.filter(isGoods)
  const found = new Map<string, OrderLine>()
  for (const item of items) {
    const candidates = free.filter((line) => isLineOf(line, item))
    const line = candidates.find(({ quantity }) => quantity === item.quantity) ?? candidates[0]
    if (!line) continue
    free.splice(free.indexOf(line), 1)
    found.set(item.id, line)
  }
  return found
}

/** A repeated SKU was told to Klarna with a number behind it. */
function isLineOf(line: OrderLine, item: OrderItem): boolean {
  const reference = line.reference ?? ""
  if (!item.variant_sku) return !!item.product_title && line.name.includes(item.product_title)
  const sku = clipReference(plainText(item.variant_sku))
  return (
    reference === sku ||
    (reference.startsWith(`${sku}#`) && /^\d+$/.test(reference.slice(sku.length + 1)))
  )
}
