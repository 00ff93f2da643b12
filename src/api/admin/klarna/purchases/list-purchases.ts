import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { KLARNA_MODULE } from "../../../../modules/klarna"
import {
  ModulePurchaseStore,
  type ListedPurchase,
  type PurchaseFilter,
} from "../../../../modules/klarna/purchase-store"
import type { AdminKlarnaPurchase } from "./types"

const OrderRow = z.looseObject({ id: z.string(), display_id: z.number().nullish() })

/** Purchases as the admin sees them, the newest first. */
export async function listPurchases(
  container: MedusaContainer,
  filter: PurchaseFilter,
  page: { limit: number; offset: number }
): Promise<{ purchases: AdminKlarnaPurchase[]; count: number }> {
  const store = new ModulePurchaseStore(container.resolve(KLARNA_MODULE))
  const [found, count] = await store.listAndCount(filter, page)
  const numbers = await orderNumbers(container, found)
  return { purchases: found.map((purchase) => viewOf(purchase, numbers)), count }
}

/**
 * One purchase as the admin sees it.
 *
 * @throws MedusaError `not_found`
 */
export async function onePurchase(
  container: MedusaContainer,
  id: string
): Promise<AdminKlarnaPurchase> {
  const { purchases } = await listPurchases(container, { id }, { limit: 1, offset: 0 })
  if (purchases[0]) return purchases[0]
  throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no purchase ${id.slice(0, 40)}.`)
}

/** Numbers of the orders that stand: a completion that was taken back leaves an id that leads nowhere. */
async function orderNumbers(
  container: MedusaContainer,
  purchases: ListedPurchase[]
): Promise<Map<string, number | null>> {
  const ids = purchases.flatMap(({ order_id }) => order_id ?? [])
  if (ids.length === 0) return new Map()
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    filters: { id: ids },
    fields: ["id", "display_id"],
  })
  const orders = data.map((row: unknown) => OrderRow.parse(row))
  return new Map(orders.map(({ id, display_id }) => [id, display_id ?? null]))
}

function viewOf(
  { created_at, updated_at, placed_at, next_check_at, ...purchase }: ListedPurchase,
  numbers: Map<string, number | null>
): AdminKlarnaPurchase {
  const stands = purchase.order_id !== null && numbers.has(purchase.order_id)
  return {
    ...purchase,
    order_id: stands ? purchase.order_id : null,
    order_display_id: numbers.get(purchase.order_id ?? "") ?? null,
    portal_url: `https://portal.${purchase.environment === "playground" ? "playground." : ""}klarna.com/orders`,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    placed_at: placed_at?.toISOString() ?? null,
    next_check_at: next_check_at?.toISOString() ?? null,
  }
}
