import type { KlarnaOrderManagement } from "../klarna/client"
import type { Operation, OperationStore } from "./ports"
import { newOperation, runOperation } from "./run-operation"

/**
 * Gives back what is reserved: cancels a Klarna order with no capture, releases the rest of one that is partly captured. An order
 * that is cancelled, expired or captured to the end already needs nothing.
 *
 * @returns what was done, or undefined when nothing was left to do
 * @throws KlarnaError as Klarna answered
 */
export async function cancelOrRelease(
  input: { klarnaOrderId: string; paymentId: string | null },
  deps: { store: OperationStore; orders: KlarnaOrderManagement }
): Promise<Operation | undefined> {
  const order = await deps.orders.getOrder(input.klarnaOrderId)
  const kind = (order.captured_amount ?? 0) > 0 ? "release" : "cancel"
  if (order.status !== "AUTHORIZED" && order.status !== "PART_CAPTURED") return undefined

  const begun = (await deps.store.list(input.klarnaOrderId)).find(
    (operation) => operation.kind === kind && operation.state !== "done"
  )
  const operation =
    begun ??
    (await deps.store.create(
      newOperation({
        kind,
        klarna_order_id: input.klarnaOrderId,
        payment_id: input.paymentId,
        amount: order.remaining_authorized_amount ?? null,
        details: {},
      })
    ))
  return runOperation(operation, deps.store, async (key) => {
    if (kind === "release") await deps.orders.releaseRemaining(input.klarnaOrderId, key)
    else await deps.orders.cancel(input.klarnaOrderId, key)
    return null
  })
}
