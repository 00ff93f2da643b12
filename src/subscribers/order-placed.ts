import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { captureKlarnaAtOnceWorkflow } from "../workflows/order/workflows/capture-at-once"

/** An order is placed: what Klarna captured at once is captured in Medusa too. */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>) {
  await captureKlarnaAtOnceWorkflow(container).run({ input: { order_id: event.data.id } })
}

export const config: SubscriberConfig = {
  event: "order.placed",
  context: { subscriberId: "klarna-order-placed" },
}
