import { z } from "@medusajs/framework/zod"
import { carrierFor } from "../../klarna/carriers"
import type { ShippingInfo } from "../../klarna/wire"
import { QuantitySchema } from "../../providers/klarna/numbers"
import { ITEM_FIELDS, OrderItemSchema } from "./order-items"
import { PaidOrderSchema, PAYMENT_FIELDS } from "./klarna-payment"

const text = z.string().nullish()

/** A shipped fulfilment with its parcels, its order and the order's payments. */
export const ShipmentSchema = z.looseObject({
  id: z.string(),
  shipped_at: z.union([z.string(), z.date()]).nullish(),
  canceled_at: z.union([z.string(), z.date()]).nullish(),
  requires_shipping: z.boolean().nullish(),
  provider_id: text,
  shipping_option: z.looseObject({ name: text }).nullish(),
  labels: z
    .array(z.looseObject({ tracking_number: text, tracking_url: text }).nullable())
    .nullish(),
  items: z.array(z.looseObject({ line_item_id: text, quantity: QuantitySchema })),
  order: PaidOrderSchema.extend({
    display_id: z.number().nullish(),
    items: z.array(OrderItemSchema),
  }).nullish(),
})

export type Shipment = z.infer<typeof ShipmentSchema>

export const SHIPMENT_FIELDS = [
  "id",
  "shipped_at",
  "canceled_at",
  "requires_shipping",
  "provider_id",
  "shipping_option.name",
  "labels.tracking_number",
  "labels.tracking_url",
  "items.line_item_id",
  "items.quantity",
  "order.id",
  "order.display_id",
  ...ITEM_FIELDS.map((field) => `order.${field}`),
  ...PAYMENT_FIELDS.map((field) => `order.${field}`),
]

/** What Klarna is told of the parcels: one entry for each label, clipped to Klarna's limits; nothing where there is no tracking. */
export function shippingInfoOf(shipment: Shipment): ShippingInfo[] {
  return (shipment.labels ?? []).flatMap((label) => {
    const number = label?.tracking_number?.trim()
    const url = label?.tracking_url?.trim()
    if (!number && !url) return []
    const carrier = carrierFor({
      ...(url ? { trackingUrl: url } : {}),
      names: [shipment.shipping_option?.name],
    })
    return [
      {
        ...(carrier ? { shipping_company: carrier.slice(0, 100) } : {}),
        ...(number ? { tracking_number: number.slice(0, 100) } : {}),
        ...(url && url.length <= 1024 ? { tracking_uri: url } : {}),
      },
    ]
  })
}
