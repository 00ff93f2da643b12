import { toMajor } from "../klarna/money"
import { OperationError } from "./errors"
import { sumDone } from "./authorized"
import type { Operation, OperationDeps } from "./ports"
import { newOperation, runOperation } from "./run-operation"

export type RefundRequest = {
  klarnaOrderId: string
  paymentId: string
  /** Id of Medusa's refund row. */
  medusaId: string
  /** Minor units. */
  amount: number
  currency: string
  description: string | undefined
}

/**
 * Refunds an amount of a Klarna order once. A refund that was planned with its items is used when the amount is the same; an
 * amount without items goes without lines, and Klarna allocates it.
 *
 * @throws OperationError when more than the captured rest is asked for; nothing is sent then
 * @throws KlarnaError as Klarna answered
 */
export async function refundOrder(request: RefundRequest, deps: OperationDeps): Promise<Operation> {
  const operations = await deps.store.list(request.klarnaOrderId)
  const refunds = operations.filter(({ kind }) => kind === "refund")
  const same = refunds.find((refund) => refund.medusa_id === request.medusaId)
  if (same?.state === "done") return same

  const begun =
    same ??
    refunds.find((refund) => refund.state === "pending" && sameMoney(refund, request)) ??
    refunds.find((refund) => refund.state === "planned" && sameMoney(refund, request))
  const operation = begun
    ? await deps.store.update(begun.id, { medusa_id: request.medusaId })
    : await deps.store.create(
        newOperation({
          kind: "refund",
          klarna_order_id: request.klarnaOrderId,
          payment_id: request.paymentId,
          medusa_id: request.medusaId,
          amount: withinCaptured(operations, request),
          details: request.description ? { description: request.description } : {},
        })
      )
  return runOperation(
    // What an attempt says must stay as it was sent.
    request.description && !operation.sent_at && !operation.details.description
      ? await deps.store.update(operation.id, {
          details: { ...operation.details, description: request.description },
        })
      : operation,
    deps
  )
}

function sameMoney(refund: Operation, request: RefundRequest): boolean {
  return refund.payment_id === request.paymentId && refund.amount === request.amount
}

/** The amount, or what is left where rounding in the shop took it one minor unit above. */
function withinCaptured(operations: Operation[], request: RefundRequest): number {
  const left = sumDone(operations, "capture") - sumDone(operations, "refund")
  if (left > 0 && request.amount - left === 1) return left
  if (request.amount <= left) return request.amount
  throw new OperationError(
    "too_much",
    `${toMajor(request.amount, request.currency)} ${request.currency} can't be refunded: only ${toMajor(left, request.currency)} ${request.currency} of what was captured at Klarna is left.`
  )
}
