import type { KlarnaOrderManagement } from "../klarna/client"
import { toMajor } from "../klarna/money"
import { OperationError } from "./errors"
import type { Operation, OperationStore } from "./ports"
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
export async function refundOrder(
  request: RefundRequest,
  deps: { store: OperationStore; orders: KlarnaOrderManagement }
): Promise<Operation> {
  const operations = await deps.store.list(request.klarnaOrderId)
  const refunds = operations.filter(({ kind }) => kind === "refund")
  const same = refunds.find((refund) => refund.medusa_id === request.medusaId)
  if (same?.state === "done") return same

  const begun =
    same ??
    refunds.find((refund) => refund.state === "pending" && sameMoney(refund, request)) ??
    refunds.find((refund) => refund.state === "planned" && sameMoney(refund, request))
  if (!begun) refuseAboveCaptured(operations, request)
  const operation = begun
    ? await deps.store.update(begun.id, { medusa_id: request.medusaId })
    : await deps.store.create(
        newOperation({
          kind: "refund",
          klarna_order_id: request.klarnaOrderId,
          payment_id: request.paymentId,
          medusa_id: request.medusaId,
          amount: request.amount,
          details: request.description ? { description: request.description } : {},
        })
      )

  return runOperation(operation, deps.store, async (key) => {
    const description = operation.details.description ?? request.description
    const { refund_id } = await deps.orders.refund(
      request.klarnaOrderId,
      {
        refunded_amount: request.amount,
        reference: operation.id,
        ...(description ? { description } : {}),
        ...(operation.details.order_lines?.length
          ? { order_lines: operation.details.order_lines }
          : {}),
      },
      key
    )
    return refund_id
  })
}

function sameMoney(refund: Operation, request: RefundRequest): boolean {
  return refund.payment_id === request.paymentId && refund.amount === request.amount
}

function refuseAboveCaptured(operations: Operation[], request: RefundRequest): void {
  const sum = (kind: Operation["kind"]) =>
    operations
      .filter((operation) => operation.kind === kind && operation.state === "done")
      .reduce((total, { amount }) => total + (amount ?? 0), 0)
  const left = sum("capture") - sum("refund")
  if (request.amount > left) {
    throw new OperationError(
      "too_much",
      `${toMajor(request.amount, request.currency)} ${request.currency} can't be refunded: only ${toMajor(left, request.currency)} ${request.currency} of what was captured at Klarna is left.`
    )
  }
}
