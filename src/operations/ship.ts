import type { ShippingInfo } from "../klarna/wire"
import type { Operation, OperationDeps } from "./ports"
import { newOperation, runOperation } from "./run-operation"

export type ShipRequest = {
  klarnaOrderId: string
  paymentId: string | null
  /** Id of Medusa's fulfilment: it is told to Klarna once. */
  medusaId: string
  shippingInfo: ShippingInfo[]
  /** References of the goods in the parcel. */
  references: string[]
}

/**
 * Tells Klarna of a parcel once: on the capture that holds its goods, else on the order, so that tracking arrives whichever of
 * capture and shipment comes first.
 *
 * @throws KlarnaError as Klarna answered
 */
export async function forwardShipping(
  request: ShipRequest,
  deps: OperationDeps
): Promise<Operation> {
  const operations = await deps.store.list(request.klarnaOrderId)
  const same = operations.find(
    (operation) => operation.kind === "shipping_info" && operation.medusa_id === request.medusaId
  )
  if (same?.state === "done") return same

  const captureId = same ? same.details.capture_id : captureFor(operations, request.references)
  const operation =
    same ??
    (await deps.store.create(
      newOperation({
        kind: "shipping_info",
        klarna_order_id: request.klarnaOrderId,
        payment_id: request.paymentId,
        medusa_id: request.medusaId,
        details: {
          shipping_info: request.shippingInfo,
          ...(captureId ? { capture_id: captureId } : {}),
        },
      })
    ))
  return runOperation(operation, deps)
}

/** The capture that holds the parcel's goods and has no parcel yet; else one that holds them; else the latest. */
function captureFor(operations: Operation[], references: string[]): string | undefined {
  const captures = operations.filter(
    (operation) => operation.kind === "capture" && operation.state === "done"
  )
  const shipped = new Set(
    operations
      .filter((operation) => operation.kind === "shipping_info")
      .map((operation) => operation.details.capture_id)
  )
  const holding = captures.filter((capture) =>
    capture.details.order_lines?.some(
      ({ reference }) => reference && references.includes(reference)
    )
  )
  const empty = holding.filter((capture) => capture.klarna_id && !shipped.has(capture.klarna_id))
  const found = empty[0] ?? holding.at(-1) ?? captures.at(-1)
  return found?.klarna_id ?? undefined
}
