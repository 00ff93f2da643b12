import { KlarnaError, KlarnaNotFoundError, KlarnaRequestError } from "../klarna/errors"
import { CALLS } from "./calls"
import { OperationError } from "./errors"
import { idempotencyKey } from "./idempotency-key"
import type { NewOperation, Operation, OperationDeps } from "./ports"
import { KEY_LIVES_MS, nextAttemptAt } from "./retry-schedule"

/** A new operation, before anything is sent. */
export function newOperation(
  input: Pick<NewOperation, "kind" | "klarna_order_id" | "payment_id" | "details"> &
    Partial<NewOperation>
): NewOperation {
  return {
    state: "pending",
    medusa_id: null,
    amount: null,
    attempt: 1,
    idempotency_key: null,
    sent_at: null,
    tries: 0,
    next_attempt_at: null,
    klarna_id: null,
    error: null,
    ...input,
  }
}

/**
 * Sends an operation and writes down what became of it. The key is written before the call, and grows with the attempt only
 * after a definite refusal. Where an earlier answer was lost, Klarna is read first: what it did is not asked for again, and what it
 * did not do is sent with the same key.
 *
 * @throws KlarnaError as Klarna answered; the record says `failed` after a refusal and stays `pending` when the outcome is unknown
 * @throws OperationError `unanswered` where Klarna can't show whether it did it, and has forgotten the key
 */
export async function runOperation(operation: Operation, deps: OperationDeps): Promise<Operation> {
  const lost = operation.state === "pending" && operation.sent_at !== null
  const found = lost ? await findOperation(operation, deps) : undefined
  if (found) return found

  const attempt = operation.state === "failed" ? operation.attempt + 1 : operation.attempt
  const key = idempotencyKey(operation.id, attempt)
  const now = deps.clock.now()
  const tries = operation.state === "failed" ? 1 : operation.tries + 1
  const { resend } = CALLS[operation.kind]
  const sent = await deps.store.update(operation.id, {
    state: "pending",
    attempt,
    idempotency_key: key,
    sent_at: lost ? operation.sent_at : now,
    tries,
    // Should this process die now, somebody comes back to it.
    next_attempt_at: nextAttemptAt(now, tries),
    error: null,
  })
  try {
    const klarnaId = await CALLS[operation.kind].send(sent, deps.orders, key)
    return await finished(sent, klarnaId, deps)
  } catch (error) {
    if (error instanceof KlarnaError) {
      const failed = isDefinite(error)
      const reached = failed || error.outcome === "unknown" || lost
      await deps.store.update(operation.id, {
        state: failed ? "failed" : "pending",
        error: error.publicMessage,
        next_attempt_at: failed || (!reached && !resend) ? null : nextAttemptAt(now, tries),
      })
    }
    throw error
  }
}

/**
 * Looks at Klarna for an operation whose answer was lost, and writes it down as done where Klarna has it.
 *
 * @returns undefined where Klarna has not done it
 * @throws KlarnaError when Klarna can't be read
 * @throws OperationError `unanswered` where Klarna can't show it, and has forgotten the key
 */
export async function findOperation(
  operation: Operation,
  deps: OperationDeps
): Promise<Operation | undefined> {
  const call = CALLS[operation.kind]
  if (call.visible) {
    const trace = call.trace(operation, await deps.orders.getOrder(operation.klarna_order_id))
    return trace && finished(operation, trace.klarna_id, deps)
  }
  const age = deps.clock.now().getTime() - (operation.sent_at?.getTime() ?? 0)
  if (age < KEY_LIVES_MS) return undefined
  const error = new OperationError(
    "unanswered",
    "Klarna never answered and does not show whether it was done. Look in Klarna's portal before you do it again."
  )
  await deps.store.update(operation.id, {
    state: "failed",
    error: error.message,
    next_attempt_at: null,
  })
  throw error
}

function finished(
  { id }: Operation,
  klarnaId: string | null,
  { store }: OperationDeps
): Promise<Operation> {
  return store.update(id, {
    state: "done",
    klarna_id: klarnaId,
    error: null,
    tries: 0,
    next_attempt_at: null,
  })
}

/**
 * Whether Klarna said no to what was asked. That it could not be asked (429, no connection, wrong key) says nothing about an
 * earlier attempt whose answer was lost: a new key would then do it a second time.
 */
function isDefinite(error: KlarnaError): boolean {
  const answered = error instanceof KlarnaRequestError || error instanceof KlarnaNotFoundError
  return answered && error.outcome === "refused"
}
