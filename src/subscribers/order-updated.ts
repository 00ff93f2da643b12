import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { syncKlarnaOrderDetailsWorkflow } from "../workflows/order-details/workflows/sync-details"

/** Something of an order is changed: Klarna learns of another shipping address. */
export default async function orderUpdated({ event, container }: SubscriberArgs<{ id: string }>) {
  await syncKlarnaOrderDetailsWorkflow(container).run({ input: { order_id: event.data.id } })
}

export const config: SubscriberConfig = {
  event: "order.updated",
  context: { subscriberId: "klarna-order-updated" },
}
