import { CALLS } from "./calls"
import { cancelOrRelease } from "./cancel"
import type { Operation, OperationDeps } from "./ports"
import { KEY_LIVES_MS, nextAttemptAt } from "./retry-schedule"
import { findOperation, runOperation } from "./run-operation"

/**
 * Goes on with an operation that Klarna has not answered. What changes no money that the shop counts is sent again. A capture or
 * refund is only looked for: where Klarna has it, it is written down as done, so that Medusa's next capture or refund of that
 * amount takes it; where Klarna has not had it for a day, it is given up.
 *
 * @returns the operation as it stands then
 * @throws KlarnaError, OperationError as `runOperation`
 */
export async function retryOperation(
  operation: Operation,
  deps: OperationDeps
): Promise<Operation> {
  const { id, kind, klarna_order_id, payment_id } = operation
  if (operation.state !== "pending") return deps.store.update(id, { next_attempt_at: null })
  if (kind === "cancel" || kind === "release") {
    const done = await cancelOrRelease(
      { klarnaOrderId: klarna_order_id, paymentId: payment_id },
      deps
    )
    return done ?? operation
  }
  if (CALLS[kind].resend) return runOperation(operation, deps)

  const found = await findOperation(operation, deps)
  if (found) return found
  const now = deps.clock.now()
  const age = now.getTime() - (operation.sent_at?.getTime() ?? 0)
  return age < KEY_LIVES_MS
    ? deps.store.update(id, {
        tries: operation.tries + 1,
        next_attempt_at: nextAttemptAt(now, operation.tries + 1),
      })
    : deps.store.update(id, {
        state: "failed",
        error: "Klarna never received it.",
        next_attempt_at: null,
      })
}
