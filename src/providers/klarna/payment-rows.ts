import { z } from "@medusajs/framework/zod"
import type { GraphQuery } from "./resolve"

/** The payment module's own services, as far as they are used: they share the provider's container. */
type RowService = {
  retrieve(id: string): Promise<unknown>
  update(data: { id: string } & Record<string, unknown>): Promise<unknown>
}

type RowServiceName = "captureService" | "refundService" | "paymentSessionService"

function serviceOf(cradle: Record<string, unknown>, name: RowServiceName): RowService {
  return cradle[name] as RowService
}

/** Reads Medusa's row of a capture or refund; it is written before the provider is called and holds the amount. */
export async function readRow(
  cradle: Record<string, unknown>,
  service: "captureService" | "refundService",
  id: string
): Promise<unknown> {
  return serviceOf(cradle, service).retrieve(id)
}

const SessionRow = z.looseObject({
  payment_collection: z
    .looseObject({ order: z.looseObject({ id: z.string() }).nullish() })
    .nullish(),
})

/**
 * Closes a payment session whose completion Medusa takes back: the order's link is gone by then, while the session still says
 * `authorized` and would let the next completion end on the cancelled payment.
 */
export async function closeSessionOfFailedCompletion(
  cradle: Record<string, unknown>,
  query: GraphQuery,
  paymentSessionId: string
): Promise<void> {
  const { data } = await query.graph({
    entity: "payment_session",
    filters: { id: paymentSessionId },
    fields: ["id", "payment_collection.id", "payment_collection.order.id"],
  })
  const session = SessionRow.safeParse(data[0])
  if (!session.success || session.data.payment_collection?.order) return
  await serviceOf(cradle, "paymentSessionService").update({
    id: paymentSessionId,
    status: "canceled",
  })
}
