import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { forwardKlarnaShipmentWorkflow } from "../workflows/order/workflows/forward-shipment"

/** Goods have left: Klarna learns of it. */
export default async function shipmentCreated({
  event,
  container,
}: SubscriberArgs<{ id: string }>) {
  await forwardKlarnaShipmentWorkflow(container).run({ input: { fulfillment_id: event.data.id } })
}

export const config: SubscriberConfig = {
  event: "shipment.created",
  context: { subscriberId: "klarna-shipment-created" },
}
