import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Notes each announcement of an order, where a test wants to count them. */
export default async function noteOrderPlaced({
  event: { data },
  container,
}: SubscriberArgs<{ id: string }>) {
  if (process.env.NOTE_ORDERS_PLACED !== "true") return
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await database.raw("insert into klarna_demo.order_placed (order_id) values (?)", [data.id])
}

export const config: SubscriberConfig = { event: "order.placed" }
