import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { KlarnaError } from "../../klarna/errors"
import { normaliseAddress, type KlarnaAddress } from "../../klarna/order/address"
import {
  changeReferences,
  changeShippingAddress,
  type OrderToChange,
} from "../../operations/change-order"
import type { Operation } from "../../operations/ports"
import { purchasesOf, type Purchases } from "../../providers/klarna/purchases"
import type { Purchase } from "../../purchase/ports"

const text = z.string().nullish()

const OrderSchema = z.looseObject({
  id: z.string(),
  display_id: z.number().nullish(),
  custom_display_id: text,
  status: text,
  email: text,
  shipping_address: z
    .looseObject({
      first_name: text,
      last_name: text,
      company: text,
      phone: text,
      address_1: text,
      address_2: text,
      city: text,
      province: text,
      postal_code: text,
      country_code: text,
    })
    .nullish(),
})

type Order = z.infer<typeof OrderSchema>

const FIELDS = ["id", "display_id", "custom_display_id", "status", "email", "shipping_address.*"]

/** What Klarna was told of an order. */
export type SyncedDetails = { references: number; addresses: number }

/**
 * Tells Klarna the order number and the shipping address where they are no longer those that the order was placed with. What
 * Klarna refuses stays as it was there, and is kept as a failed operation for the merchant to see. Doing it again changes nothing.
 * Billing addresses are never sent: who pays does not change.
 *
 * @throws KlarnaError where Klarna gave no answer: it is tried again by itself
 * @example
 * await syncOrderDetails(container, "order_123") // { references: 0, addresses: 1 }
 */
export async function syncOrderDetails(
  container: MedusaContainer,
  orderId: string
): Promise<SyncedDetails> {
  const synced = { references: 0, addresses: 0 }
  const purchases = purchasesOf(container)
  const placed = (await purchases.store.listByOrder(orderId)).filter(
    ({ state, klarna_order_id }) => state === "placed" && klarna_order_id
  )
  if (!placed.length) return synced
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    filters: { id: orderId },
    fields: FIELDS,
  })
  const order = OrderSchema.safeParse(data[0])
  if (!order.success || order.data.status === "canceled") return synced

  for (const purchase of placed) {
    await purchases.onOrder(purchase.klarna_order_id ?? "", async () => {
      if (await syncReferences(purchases, purchase, order.data)) synced.references++
      if (await syncAddress(purchases, purchase, order.data)) synced.addresses++
    })
  }
  return synced
}

async function syncReferences(
  purchases: Purchases,
  purchase: Purchase,
  order: Order
): Promise<boolean> {
  const number = order.custom_display_id || String(order.display_id ?? "")
  if (!number || number === purchase.order_body?.merchant_reference1) return false
  const { kept } = await lastOf(purchases, purchase, "references")
  if (kept?.merchant_reference1 === number) return false
  return told(
    changeReferences(
      toChange(purchase),
      { merchant_reference1: number },
      purchases.operationDeps(purchase)
    )
  )
}

/** Where no address went with the order Klarna has asked the shopper for it, and knows better. */
async function syncAddress(
  purchases: Purchases,
  purchase: Purchase,
  order: Order
): Promise<boolean> {
  const placed = purchase.order_body?.shipping_address
  const wanted = normaliseAddress(
    order.shipping_address && { ...order.shipping_address, email: order.email },
    { business: purchase.customer_type === "organization", market: purchase.market }
  )
  if (!placed || !wanted) return false
  const { kept } = await lastOf(purchases, purchase, "address")
  if (isSame(kept?.shipping_address ?? placed, wanted)) return false
  return told(changeShippingAddress(toChange(purchase), wanted, purchases.operationDeps(purchase)))
}

/** The last change of its kind, also one that Klarna refused: asking again would not change its mind. */
async function lastOf(
  purchases: Purchases,
  purchase: Purchase,
  kind: "references" | "address"
): Promise<{ kept: Operation["details"] | undefined }> {
  const operations = await purchases.operations.list(purchase.klarna_order_id ?? "")
  const last = operations.filter((operation) => operation.kind === kind).at(-1)
  return { kept: last && last.state !== "pending" ? last.details : undefined }
}

/** Whether Klarna took it; a refusal is kept with the operation, for a person to read. */
async function told(change: Promise<Operation | undefined>): Promise<boolean> {
  try {
    return (await change) !== undefined
  } catch (error) {
    if (error instanceof KlarnaError && error.outcome === "refused" && error.status === 403)
      return false
    throw error
  }
}

function isSame(one: KlarnaAddress, other: KlarnaAddress): boolean {
  const sorted = (address: KlarnaAddress) => JSON.stringify(Object.entries(address).sort())
  return sorted(one) === sorted(other)
}

function toChange({ klarna_order_id }: Purchase): OrderToChange {
  return { klarnaOrderId: klarna_order_id ?? "", paymentId: null }
}
