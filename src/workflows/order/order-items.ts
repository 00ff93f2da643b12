import { z } from "@medusajs/framework/zod"
import type { OrderLine } from "../../klarna/wire"

const Amount = z.union([z.number(), z.string(), z.looseObject({ value: z.union([z.string(), z.number()]) })])

export const OrderItemSchema = z.looseObject({
  id: z.string(),
  quantity: z.number(),
  variant_sku: z.string().nullish(),
  product_title: z.string().nullish(),
  raw_total: Amount,
})

export type OrderItem = z.infer<typeof OrderItemSchema>

/** Medusa works out totals only where the order's own total is asked for. */
export const ITEM_FIELDS = ["total", "items.*", "items.total", "items.raw_total", "items.detail.*"]

/** Lines for goods, as opposed to shipping, tax and credit. */
export function isGoods(line: { type?: string | null }): boolean {
  return line.type === "physical" || line.type === "digital"
}

/**
 * The Klarna line of each item of an order. Items and lines stand in the same order, since the order's items are made from the
 * cart's; the reference is compared too, so that a difference is seen and never guessed over.
 *
 * @returns item id to line
 */
export function linesByItem(items: OrderItem[], orderLines: OrderLine[]): Map<string, OrderLine> {
  const free = orderLines.filter(isGoods)
  const found = new Map<string, OrderLine>()
  for (const item of items) {
    const at = free.findIndex(
      (line) =>
        line.quantity === item.quantity &&
        (line.reference === item.variant_sku ||
          (item.variant_sku && line.reference?.startsWith(item.variant_sku.slice(0, 40))) ||
          (!item.variant_sku && item.product_title && line.name.startsWith(item.product_title)))
    )
    const [line] = at < 0 ? [] : free.splice(at, 1)
    if (line) found.set(item.id, line)
  }
  return found
}
