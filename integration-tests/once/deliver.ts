import { setTimeout as pause } from "node:timers/promises"
import type { Clients } from "./clients"
import { fromMicro, toMicro } from "./money"
import {
  Anything,
  KlarnaOrderAnswer,
  OrderAnswer,
  type KlarnaOrder,
  type MedusaOrder,
} from "./schemas"
import type { Scenario } from "./scenarios"

const ORDER_FIELDS =
  "id,display_id,currency_code,total,shipping_total,*items,*fulfillments,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds"
const PATIENCE = 30_000

/** A parcel: some items of an order with a tracking number. */
type Parcel = { items: MedusaOrder["items"]; tracking: string }

/** Reads an order with its payments from Medusa's admin API. */
export async function readOrder({ admin }: Clients, orderId: string): Promise<MedusaOrder> {
  const { order } = await admin.get(`/admin/orders/${orderId}?fields=${ORDER_FIELDS}`, OrderAnswer)
  return order
}

/**
 * Ships an order in two parcels, the first with its first item, and captures each: by the shipment, or by an admin before it.
 *
 * @returns the tracking numbers
 */
export async function deliver(
  clients: Clients,
  scenario: Scenario,
  ids: { orderId: string; klarnaOrderId: string }
): Promise<string[]> {
  const order = await readOrder(clients, ids.orderId)
  const items = scenario.items.map(({ sku }) => itemOf(order, sku))
  const parcels: Parcel[] = [
    { items: items.slice(0, 1), tracking: `${scenario.market}${order.display_id}000001` },
    { items: items.slice(1), tracking: `${scenario.market}${order.display_id}000002` },
  ]
  for (const [index, parcel] of parcels.entries()) {
    if (scenario.capture === "manual") {
      await captureParcel(clients, ids.orderId, { parcel, last: index === parcels.length - 1 })
    }
    await ship(clients, scenario, ids.orderId, parcel)
    await klarnaKnows(clients, ids.klarnaOrderId, parcel.tracking)
  }
  return parcels.map((parcel) => parcel.tracking)
}

/** Captures what a parcel is worth: the first with the shipping fee, the last what is left. */
async function captureParcel(
  clients: Clients,
  orderId: string,
  { parcel, last }: { parcel: Parcel; last: boolean }
): Promise<void> {
  const order = await readOrder(clients, orderId)
  const payment = klarnaPayment(order)
  const captured = payment.captures.reduce((sum, capture) => sum + toMicro(capture.amount), 0)
  const worth = parcel.items.reduce((sum, item) => sum + item.total, order.shipping_total)
  const amount = last
    ? fromMicro(toMicro(payment.amount) - captured)
    : Math.round(worth * 100) / 100
  await clients.admin.post(`/admin/payments/${payment.id}/capture`, { amount }, Anything)
}

async function ship(
  clients: Clients,
  scenario: Scenario,
  orderId: string,
  parcel: Parcel
): Promise<void> {
  const { admin } = clients
  const before = new Set((await readOrder(clients, orderId)).fulfillments.map(({ id }) => id))
  const items = parcel.items.map(({ id, quantity }) => ({ id, quantity }))
  await admin.post(`/admin/orders/${orderId}/fulfillments`, { items }, Anything)
  const after = await readOrder(clients, orderId)
  const fulfillment = after.fulfillments.find(({ id }) => !before.has(id))
  if (!fulfillment) throw new Error("Medusa made no fulfilment.")
  const url = `${scenario.trackingUrl}${parcel.tracking}`
  await admin.post(
    `/admin/orders/${orderId}/fulfillments/${fulfillment.id}/shipments`,
    { items, labels: [{ tracking_number: parcel.tracking, tracking_url: url, label_url: url }] },
    Anything
  )
}

/** The shipment is told to Klarna by a subscriber, a moment after Medusa's answer. */
async function klarnaKnows(
  clients: Clients,
  klarnaOrderId: string,
  tracking: string
): Promise<void> {
  const end = Date.now() + PATIENCE
  while (!trackingOf(await readKlarnaOrder(clients, klarnaOrderId)).includes(tracking)) {
    if (Date.now() > end) {
      throw new Error(
        `Klarna did not learn the tracking number ${tracking} within ${PATIENCE / 1000} s.`
      )
    }
    await pause(100)
  }
}

/** Reads an order from the sandbox. */
export function readKlarnaOrder({ sandbox }: Clients, id: string): Promise<KlarnaOrder> {
  return sandbox.get(`/_sandbox/orders/${id}`, KlarnaOrderAnswer)
}

/** Tracking numbers of an order's captures. */
export function trackingOf(order: KlarnaOrder): string[] {
  return order.captures
    .flatMap((capture) => capture.shipping_info ?? [])
    .flatMap((info) => info.tracking_number ?? [])
}

/** The item of an order with a SKU. */
export function itemOf(order: MedusaOrder, sku: string): MedusaOrder["items"][number] {
  const item = order.items.find(({ variant_sku }) => variant_sku === sku)
  if (!item) throw new Error(`Order ${order.id} has no item ${sku}.`)
  return item
}

/** The payment of an order that Klarna made. */
export function klarnaPayment(order: MedusaOrder) {
  const payment = order.payment_collections
    .flatMap(({ payments }) => payments)
    .find(({ provider_id }) => provider_id === "pp_klarna_klarna")
  if (!payment) throw new Error(`Order ${order.id} has no Klarna payment.`)
  return payment
}
