import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { parseFraudStatus } from "../../klarna/statuses"
import { purchasesOf } from "../../providers/klarna/purchases"

const Shipped = z.looseObject({ order: z.looseObject({ id: z.string() }).nullish() })

/**
 * Says in the log that goods left while Klarna was reviewing their order, or after its review said no: nothing is captured for
 * them then, and whoever shipped all the same has to know.
 */
export async function warnOfReview(
  container: MedusaContainer,
  fulfillmentId: string
): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "fulfillment",
    filters: { id: fulfillmentId },
    fields: ["id", "order.id"],
  })
  const orderId = Shipped.safeParse(data[0]).data?.order?.id
  const purchases = orderId ? await purchasesOf(container).store.listByOrder(orderId) : []
  const held = purchases.find(
    ({ state, fraud_status }) => state === "placed" && parseFraudStatus(fraud_status) !== "ACCEPTED"
  )
  if (!held) return
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(
      `Klarna: fulfilment ${fulfillmentId} of order ${orderId} was shipped, but Klarna's review of the order is ${parseFraudStatus(held.fraud_status)}. Nothing was captured and Klarna was not told of the parcel. Stop it if you can; capture by hand once the review has said yes.`
    )
}
