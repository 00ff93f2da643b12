import { toMajor } from "../klarna/money"
import { sliceByAmount } from "../klarna/order/slice-order"
import type { OrderLine } from "../klarna/wire"
import { authorizedNow, sumOf, takenLines } from "./authorized"
import { OperationError } from "./errors"
import type { Operation, OperationDeps, OperationStore } from "./ports"
import { newOperation, runOperation } from "./run-operation"

export type CaptureRequest = {
  klarnaOrderId: string
  /** Medusa's payment, or null where there is none yet. */
  paymentId: string | null
  /** Id of Medusa's capture row, or null where there is none yet: the row that comes later takes this capture. */
  medusaId: string | null
  /** Minor units. */
  amount: number
  currency: string
  /** What was placed; what changes of the order made of it is known from its operations. Captures are slices of it. */
  orderLines: OrderLine[]
  /** Minor units, as placed. */
  orderAmount: number
  reference: string | undefined
  /**
   * Whether Klarna may hold a capture that was not made here: its own, as it was asked for when the order was placed, or one by hand
   * that overrode a review.
   */
  capturedAtOnce?: boolean
}

/**
 * Captures an amount of a Klarna order once. A capture that was planned with its lines and parcel (by a shipment) is used when
 * the amount is the same; else the lines are a slice of what is not captured yet.
 *
 * @throws OperationError `too_much` with both numbers when more than the rest is asked for; nothing is sent then
 * @throws KlarnaError as Klarna answered
 */
export async function captureOrder(
  request: CaptureRequest,
  deps: OperationDeps
): Promise<Operation> {
  const operations = await deps.store.list(request.klarnaOrderId)
  const captures = operations.filter(({ kind }) => kind === "capture")
  const same = captures.find(
    ({ medusa_id, payment_id }) =>
      medusa_id === request.medusaId && (medusa_id !== null || payment_id === request.paymentId)
  )
  if (same?.state === "done") return same

  const made = same ? undefined : await adopted(operations, request, deps)
  if (made) return made

  const operation =
    same ??
    (await resumed(captures, request, deps.store)) ??
    (await fresh(operations, request, deps.store))
  return runOperation(operation, deps)
}

/**
 * A capture that Klarna has, and that no row of Medusa's stands for yet: one made before Medusa could know of it, or Klarna's own,
 * which is read.
 */
async function adopted(
  operations: Operation[],
  request: CaptureRequest,
  { store, orders }: OperationDeps
): Promise<Operation | undefined> {
  // What was given back already is nobody's any more: Medusa would count money that is with the shopper.
  if (operations.some(({ kind, state }) => kind === "refund" && state !== "failed"))
    return undefined
  const captures = operations.filter(({ kind }) => kind === "capture")
  const theirs = { medusa_id: request.medusaId, payment_id: request.paymentId }
  const early = captures.find(
    ({ state, medusa_id, amount }) =>
      state === "done" && medusa_id === null && amount === request.amount
  )
  if (early) return store.update(early.id, theirs)
  if (!request.capturedAtOnce) return undefined

  const known = new Set(captures.map(({ klarna_id }) => klarna_id))
  const found = (await orders.getCaptures(request.klarnaOrderId)).find(
    ({ capture_id, captured_amount }) =>
      !known.has(capture_id) && captured_amount === request.amount
  )
  if (!found) return undefined
  const done = { ...theirs, state: "done" as const, klarna_id: found.capture_id, error: null }
  // The answer to our own call was lost: this is it.
  const lost = captures.find(
    ({ state, amount }) => state === "pending" && amount === request.amount
  )
  if (lost) return store.update(lost.id, done)
  return store.create({
    ...newOperation({
      kind: "capture",
      klarna_order_id: request.klarnaOrderId,
      payment_id: request.paymentId,
      amount: request.amount,
      details: { order_lines: request.orderLines },
    }),
    ...done,
  })
}

/**
 * An operation that was begun for the same money: one planned by a shipment, or one whose answer was lost, after which Medusa
 * has made a new row of its own.
 */
async function resumed(
  captures: Operation[],
  request: CaptureRequest,
  store: OperationStore
): Promise<Operation | undefined> {
  const candidates = captures.filter(
    ({ payment_id, amount, ...capture }) =>
      amount === request.amount &&
      (payment_id === request.paymentId || (payment_id === null && capture.medusa_id === null))
  )
  const found =
    candidates.find((capture) => capture.state === "pending") ??
    candidates.find((capture) => capture.state === "planned")
  return (
    found &&
    store.update(found.id, {
      medusa_id: request.medusaId,
      payment_id: request.paymentId,
      // What an attempt says must stay as it was sent.
      ...(found.sent_at ? {} : { details: { ...found.details, ...describedAs(request) } }),
    })
  )
}

async function fresh(
  operations: Operation[],
  request: CaptureRequest,
  store: OperationStore
): Promise<Operation> {
  const captures = operations.filter(({ kind }) => kind === "capture")
  const authorized = authorizedNow(
    { amount: request.orderAmount, order_lines: request.orderLines },
    operations
  )
  const open = captures.filter(({ state }) => state === "done" || state === "pending")
  const remaining = authorized.amount - sumOf(open)
  // Shares of a total that the shop rounds by itself may end one minor unit above it.
  const amount = request.amount - remaining === 1 ? remaining : request.amount
  if (amount > remaining || amount <= 0) {
    throw new OperationError(
      "too_much",
      `${toMajor(request.amount, request.currency)} ${request.currency} can't be captured: only ${toMajor(remaining, request.currency)} ${request.currency} of the Klarna order is left.`
    )
  }
  return store.create(
    newOperation({
      kind: "capture",
      klarna_order_id: request.klarnaOrderId,
      payment_id: request.paymentId,
      medusa_id: request.medusaId,
      amount,
      details: {
        order_lines: sliceByAmount(authorized.order_lines, takenLines(captures), amount)
          .order_lines,
        ...describedAs(request),
      },
    })
  )
}

function describedAs({ reference }: CaptureRequest) {
  return reference ? { description: `Order ${reference}` } : {}
}
