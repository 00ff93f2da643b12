import { KlarnaError } from "../klarna/errors"
import type { OmOrder } from "../klarna/wire"
import type { Operation, OperationDeps } from "./ports"
import { nextAttemptAt } from "./retry-schedule"
import { newOperation, runOperation } from "./run-operation"

/**
 * Gives back what is reserved: cancels a Klarna order with no capture, releases the rest of one that is partly captured. An order
 * that is cancelled, expired or captured to the end already needs nothing. It is written down before anything is asked, so that it
 * is tried again until Klarna answers.
 *
 * @returns what was done, or undefined when nothing was left to do
 * @throws KlarnaError as Klarna answered
 */
export async function cancelOrRelease(
  input: { klarnaOrderId: string; paymentId: string | null },
  deps: OperationDeps
): Promise<Operation | undefined> {
  const operation =
    (await deps.store.list(input.klarnaOrderId)).find(
      ({ kind, state }) => (kind === "cancel" || kind === "release") && state !== "done"
    ) ??
    (await deps.store.create(
      newOperation({
        kind: "cancel",
        klarna_order_id: input.klarnaOrderId,
        payment_id: input.paymentId,
        details: {},
        next_attempt_at: nextAttemptAt(deps.clock.now(), 1),
      })
    ))

  const order = await readFor(operation, deps)
  if (order.status === "CANCELLED" && operation.sent_at) {
    return deps.store.update(operation.id, { ...DONE, kind: "cancel" })
  }
  if (order.status !== "AUTHORIZED" && order.status !== "PART_CAPTURED") {
    if (!operation.sent_at) await deps.store.remove(operation.id)
    else await deps.store.update(operation.id, DONE)
    return undefined
  }
  const kind = (order.captured_amount ?? 0) > 0 ? "release" : "cancel"
  return runOperation(
    await deps.store.update(operation.id, {
      // A refusal to cancel says nothing about releasing: it is another call, with a key of its own.
      ...(kind === operation.kind || !operation.sent_at
        ? {}
        : { state: "failed" as const, sent_at: null }),
      kind,
      amount: order.remaining_authorized_amount ?? null,
    }),
    deps
  )
}

const DONE = { state: "done", error: null, next_attempt_at: null } as const

async function readFor(operation: Operation, deps: OperationDeps): Promise<OmOrder> {
  try {
    return await deps.orders.getOrder(operation.klarna_order_id)
  } catch (error) {
    if (error instanceof KlarnaError) {
      const tries = operation.tries + 1
      await deps.store.update(operation.id, {
        tries,
        error: error.publicMessage,
        next_attempt_at: nextAttemptAt(deps.clock.now(), tries),
      })
    }
    throw error
  }
}
