import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { settleKlarnaOrderWorkflow } from "../workflows/purchase/workflows/settle-order"

/** An order is cancelled: nothing stays reserved for it at Klarna, also where its payment was still pending. */
export default async function orderCanceled({ event, container }: SubscriberArgs<{ id: string }>) {
  await settleKlarnaOrderWorkflow(container).run({ input: { order_id: event.data.id } })
}

export const config: SubscriberConfig = {
  event: "order.canceled",
  context: { subscriberId: "klarna-order-canceled" },
}
