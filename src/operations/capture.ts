import type { KlarnaOrderManagement } from "../klarna/client"
import { toMajor } from "../klarna/money"
import { sliceByAmount } from "../klarna/order/slice-order"
import type { OrderLine } from "../klarna/wire"
import { OperationError } from "./errors"
import type { Operation, OperationStore } from "./ports"
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
  /** What Klarna accepted: captures are slices of it. */
  orderLines: OrderLine[]
  /** Minor units. */
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
  deps: { store: OperationStore; orders: KlarnaOrderManagement }
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
    (await fresh(captures, request, deps.store))
  return runOperation(operation, deps.store, async (key) => {
    const { capture_id } = await deps.orders.capture(
      request.klarnaOrderId,
      {
        captured_amount: request.amount,
        reference: operation.id,
        ...(request.reference ? { description: `Order ${request.reference}` } : {}),
        ...(operation.details.order_lines ? { order_lines: operation.details.order_lines } : {}),
        ...(operation.details.shipping_info?.length
          ? { shipping_info: operation.details.shipping_info }
          : {}),
      },
      key
    )
    return capture_id
  })
}

/**
 * A capture that Klarna has, and that no row of Medusa's stands for yet: one made before Medusa could know of it, or Klarna's own,
 * which is read.
 */
async function adopted(
  operations: Operation[],
  request: CaptureRequest,
  { store, orders }: { store: OperationStore; orders: KlarnaOrderManagement }
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
    found && store.update(found.id, { medusa_id: request.medusaId, payment_id: request.paymentId })
  )
}

async function fresh(
  captures: Operation[],
  request: CaptureRequest,
  store: OperationStore
): Promise<Operation> {
  const taken = takenLines(captures)
  const remaining = request.orderAmount - sumOf(captures)
  if (request.amount > remaining) {
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
      amount: request.amount,
      details: {
        order_lines: sliceByAmount(request.orderLines, taken, request.amount).order_lines,
      },
    })
  )
}

/** Lines of the captures that Klarna has. */
export function takenLines(captures: Operation[]): OrderLine[] {
  return captures
    .filter(({ state }) => state === "done")
    .flatMap(({ details }) => details.order_lines ?? [])
}

function sumOf(captures: Operation[]): number {
  return captures
    .filter(({ state }) => state === "done" || state === "pending")
    .reduce((sum, { amount }) => sum + (amount ?? 0), 0)
}
