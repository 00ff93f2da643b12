import { KlarnaError, KlarnaNotFoundError, KlarnaRequestError } from "../klarna/errors"
import { idempotencyKey } from "./idempotency-key"
import type { NewOperation, Operation, OperationStore } from "./ports"

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
    klarna_id: null,
    error: null,
    ...input,
  }
}

/**
 * Whether Klarna said no to what was asked. That it could not be asked (429, no connection, wrong key) says nothing about an
 * earlier attempt whose answer was lost: a new key would then do it a second time.
 */
function isDefinite(error: KlarnaError): boolean {
  const answered = error instanceof KlarnaRequestError || error instanceof KlarnaNotFoundError
  return answered && error.outcome === "refused"
}

/**
 * Sends an operation and writes down what became of it. The key is written before the call, and grows with the attempt only
 * after a definite refusal: when the answer was lost, the same key is sent again and Klarna answers as it did before.
 *
 * @param send makes the call with the key; answers Klarna's id of the result, if there is one
 * @throws KlarnaError as Klarna answered; the record says `failed` after a refusal and stays `pending` when the outcome is unknown
 */
export async function runOperation(
  operation: Operation,
  store: OperationStore,
  send: (key: string) => Promise<string | null>
): Promise<Operation> {
  const attempt = operation.state === "failed" ? operation.attempt + 1 : operation.attempt
  const key = idempotencyKey(operation.id, attempt)
  await store.update(operation.id, { state: "pending", attempt, idempotency_key: key, error: null })
  try {
    const klarnaId = await send(key)
    return await store.update(operation.id, { state: "done", klarna_id: klarnaId })
  } catch (error) {
    if (error instanceof KlarnaError) {
      await store.update(operation.id, {
        state: isDefinite(error) ? "failed" : "pending",
        error: error.publicMessage,
      })
    }
    throw error
  }
}
