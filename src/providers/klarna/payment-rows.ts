import { z } from "@medusajs/framework/zod"
import type { GraphQuery } from "./resolve"

/** The payment module's own services, as far as they are used: they share the provider's container. */
type RowService = {
  retrieve(id: string): Promise<unknown>
  update(data: { id: string } & Record<string, unknown>): Promise<unknown>
  softDelete(ids: string[]): Promise<unknown>
}

type RowServiceName =
  "captureService" | "refundService" | "paymentSessionService" | "paymentService"

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
  payment: z.looseObject({ id: z.string() }).nullish(),
  payment_collection: z
    .looseObject({ order: z.looseObject({ id: z.string() }).nullish() })
    .nullish(),
})

/** Who asks for a payment to be cancelled. */
export type CancelCaller =
  /** A completion that failed after Klarna had accepted: Medusa takes the order back. */
  | { kind: "failed_completion"; paymentId: string | undefined }
  /** The order is cancelled or changed, or nothing is known of the session any more. */
  | { kind: "order" }

/**
 * Tells who asks for a payment to be cancelled: while a completion is taken back the collection's link to the order is gone
 * already; and where the payment's row was never written, nobody can have cancelled it.
 */
export async function cancelCaller(
  query: GraphQuery,
  paymentSessionId: string | undefined
): Promise<CancelCaller> {
  if (!paymentSessionId) return { kind: "order" }
  const { data } = await query.graph({
    entity: "payment_session",
    filters: { id: paymentSessionId },
    fields: ["id", "payment.id", "payment_collection.id", "payment_collection.order.id"],
  })
  const session = SessionRow.safeParse(data[0])
  if (!session.success) return { kind: "order" }
  const { payment, payment_collection } = session.data
  if (payment && payment_collection?.order) return { kind: "order" }
  return { kind: "failed_completion", paymentId: payment?.id }
}

/**
 * Takes a payment session back to where it was before a completion that failed: without this it still says `authorized`, and the
 * next completion would end on the payment that Medusa now cancels, without asking the provider.
 */
export async function reopenSession(
  cradle: Record<string, unknown>,
  paymentSessionId: string,
  paymentId: string | undefined
): Promise<void> {
  if (paymentId) await serviceOf(cradle, "paymentService").softDelete([paymentId])
  await serviceOf(cradle, "paymentSessionService").update({
    id: paymentSessionId,
    status: "pending",
    authorized_at: null,
  })
}
