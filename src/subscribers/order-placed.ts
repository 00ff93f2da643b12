import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { syncKlarnaOrderDetailsWorkflow } from "../workflows/order-details/workflows/sync-details"
import { captureKlarnaAtOnceWorkflow } from "../workflows/order/workflows/capture-at-once"

/** An order is placed: what Klarna captured at once is captured in Medusa too, and Klarna shows the order's final number. */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>) {
  const input = { order_id: event.data.id }
  await captureKlarnaAtOnceWorkflow(container).run({ input })
  await syncKlarnaOrderDetailsWorkflow(container).run({ input })
}

export const config: SubscriberConfig = {
  event: "order.placed",
  context: { subscriberId: "klarna-order-placed" },
}
