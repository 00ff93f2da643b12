import type { KlarnaAddress } from "../klarna/order/address"
import { abilitiesOf, parseOrderStatus } from "../klarna/statuses"
import { authorizedNow, type Authorized } from "./authorized"
import { CALLS } from "./calls"
import { OperationError } from "./errors"
import type { Operation, OperationDeps, OperationDetails, OperationKind } from "./ports"
import { newOperation, runOperation } from "./run-operation"

/** The Klarna order that is changed. `paymentId` is Medusa's payment, where there is one. */
export type OrderToChange = { klarnaOrderId: string; paymentId: string | null }

/**
 * Sets the total and the lines that Klarna has authorised. Raising the total makes Klarna decide anew, and it may refuse.
 *
 * @param placed what the order was placed with: says what is authorised where no change was made since
 * @returns undefined where Klarna has just this already
 * @throws OperationError `too_much` below what is captured; nothing is sent then
 * @throws KlarnaError as Klarna answered; a refusal leaves what was authorised as it was
 */
export async function changeAuthorization(
  order: OrderToChange,
  { wanted, placed }: { wanted: Authorized; placed: Authorized },
  deps: OperationDeps
): Promise<Operation | undefined> {
  const operations = await deps.store.list(order.klarnaOrderId)
  const begun = operations.find(
    ({ kind, state }) => kind === "authorization" && state === "pending"
  )
  const isWanted = (other: Authorized) =>
    other.amount === wanted.amount && sameJson(other.order_lines, wanted.order_lines)
  if (!begun && isWanted(authorizedNow(placed, operations))) return undefined
  if (
    begun &&
    isWanted({ amount: begun.amount ?? 0, order_lines: begun.details.order_lines ?? [] })
  ) {
    return runOperation(begun, deps)
  }
  return changed(order, "authorization", { order_lines: wanted.order_lines }, deps, wanted.amount)
}

/**
 * Corrects the references of an order; an empty text clears one.
 *
 * @returns undefined where Klarna has them already
 * @throws KlarnaError as Klarna answered
 */
export async function changeReferences(
  order: OrderToChange,
  references: { merchant_reference1?: string; merchant_reference2?: string },
  deps: OperationDeps
): Promise<Operation | undefined> {
  return changed(order, "references", references, deps)
}

/**
 * Tells Klarna another shipping address. Klarna checks anew and may refuse: then goods must not go there.
 *
 * @returns undefined where Klarna has it already, or the order is over and nothing can be sent any more
 * @throws KlarnaError as Klarna answered
 */
export async function changeShippingAddress(
  order: OrderToChange,
  address: KlarnaAddress,
  deps: OperationDeps
): Promise<Operation | undefined> {
  return changed(order, "address", { shipping_address: address }, deps)
}

/**
 * Gives the merchant more time to capture.
 *
 * @throws OperationError `not_possible` where Klarna names no end, or it is over
 * @throws KlarnaError as Klarna answered
 */
export async function extendAuthorization(
  order: OrderToChange,
  deps: OperationDeps
): Promise<Operation> {
  const begun = await unfinished(order, "extend", {}, deps)
  if (begun) return runOperation(begun, deps)
  const { expires_at } = await deps.orders.getOrder(order.klarnaOrderId)
  if (!expires_at || Date.parse(expires_at) <= deps.clock.now().getTime()) {
    throw new OperationError(
      "not_possible",
      "The authorisation can't be extended: it has ended, or Klarna names no end of it."
    )
  }
  return runOperation(await created(order, "extend", { expires_at }, deps), deps)
}

/**
 * Has Klarna send the customer the documents of a capture again.
 *
 * @throws KlarnaError as Klarna answered
 */
export async function sendOut(
  order: OrderToChange,
  captureId: string,
  deps: OperationDeps
): Promise<Operation> {
  return resumedOrNew(order, "send_out", { capture_id: captureId }, deps)
}

/**
 * Lets the customer pay a capture later, for a fee that the merchant pays.
 *
 * @param days one of the numbers that Klarna offers
 * @throws KlarnaError as Klarna answered
 */
export async function extendDueDate(
  order: OrderToChange,
  { captureId, days }: { captureId: string; days: number },
  deps: OperationDeps
): Promise<Operation> {
  return resumedOrNew(order, "due_date", { capture_id: captureId, number_of_days: days }, deps)
}

async function resumedOrNew(
  order: OrderToChange,
  kind: OperationKind,
  details: OperationDetails,
  deps: OperationDeps
): Promise<Operation> {
  const begun = await unfinished(order, kind, details, deps)
  return runOperation(begun ?? (await created(order, kind, details, deps)), deps)
}

/** The same change, whose answer never came. */
async function unfinished(
  { klarnaOrderId }: OrderToChange,
  kind: OperationKind,
  details: OperationDetails,
  { store }: OperationDeps
): Promise<Operation | undefined> {
  return (await store.list(klarnaOrderId)).find(
    (operation) =>
      operation.kind === kind &&
      operation.state === "pending" &&
      Object.entries(details).every(([key, value]) =>
        sameJson({ ...operation.details }[key as keyof OperationDetails], value)
      )
  )
}

/** What is there already is not asked for; an older change of the same kind must never be sent after this one. */
async function changed(
  order: OrderToChange,
  kind: "authorization" | "references" | "address",
  details: OperationDetails,
  deps: OperationDeps,
  amount: number | null = null
): Promise<Operation | undefined> {
  const now = await deps.orders.getOrder(order.klarnaOrderId)
  if (kind === "authorization" && amount !== null && amount < (now.captured_amount ?? 0)) {
    throw new OperationError(
      "too_much",
      `The order can't be lowered to ${amount}: ${now.captured_amount ?? 0} (minor units) is captured already. Refund the difference instead.`
    )
  }
  if (kind === "address" && !abilitiesOf(parseOrderStatus(now.status)).capture) return undefined
  for (const older of await deps.store.list(order.klarnaOrderId)) {
    if (older.kind !== kind || older.state !== "pending") continue
    await deps.store.update(older.id, {
      state: CALLS[kind].trace(older, now) ? "done" : "failed",
      error: "Replaced by a later change.",
      next_attempt_at: null,
    })
  }
  const wanted = newOperation({
    kind,
    klarna_order_id: order.klarnaOrderId,
    payment_id: order.paymentId,
    amount,
    details,
  })
  if (CALLS[kind].trace({ ...wanted, id: "" }, now)) {
    // Written down as well: the last record of its kind says what Klarna has.
    await deps.store.create({ ...wanted, state: "done" })
    return undefined
  }
  return runOperation(await deps.store.create(wanted), deps)
}

function created(
  { klarnaOrderId, paymentId }: OrderToChange,
  kind: OperationKind,
  details: OperationDetails,
  { store }: OperationDeps
): Promise<Operation> {
  return store.create(
    newOperation({ kind, klarna_order_id: klarnaOrderId, payment_id: paymentId, details })
  )
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
