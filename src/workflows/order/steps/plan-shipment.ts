import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { toMajor } from "../../../klarna/money"
import {
  InvalidSliceError,
  sliceByItems,
  type OrderSlice,
  type SliceItem,
} from "../../../klarna/order/slice-order"
import type { OrderLine } from "../../../klarna/wire"
import { takenLines } from "../../../operations/authorized"
import { newOperation } from "../../../operations/run-operation"
import type { Purchase } from "../../../purchase/ports"
import { KLARNA_MODULE } from "../../../modules/klarna"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { withMedusaErrors } from "../../../providers/klarna/errors"
import { purchasesOf, type Purchases } from "../../../providers/klarna/purchases"
import { klarnaPaymentOf, type KlarnaPayment } from "../klarna-payment"
import { linesByItem } from "../order-items"
import { warnOfReview } from "../review-warning"
import { SHIPMENT_FIELDS, ShipmentSchema, shippingInfoOf, type Shipment } from "../shipment-query"

export type ShipmentPlan = {
  fulfillment_id: string
  /** The payment to capture now, in major units, where the market captures on shipment. */
  capture: { payment_id: string; amount: string; operation_id: string } | null
}

/**
 * Works out what a shipment means for Klarna. Where the market captures on shipment, the capture of exactly these goods is written
 * down with its lines and parcels, before Medusa is asked to capture.
 *
 * @summary Plan the capture that belongs to a shipment.
 */
export const planShipmentStep = createStep(
  "klarna-plan-shipment",
  async (input: { fulfillment_id: string }, { container }) => {
    const plan = await withMedusaErrors(() => planShipment(container, input.fulfillment_id))
    return new StepResponse(plan, plan.capture?.operation_id)
  },
  /** A plan that Medusa never took up must not be found by a later capture of the same amount. */
  async (operationId, { container }) => {
    if (!operationId) return
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const [operation] = await klarna.listKlarnaOperations({ id: operationId, state: "planned" })
    if (operation) await klarna.deleteKlarnaOperations(operationId)
  }
)

/** What is known of a shipment that Klarna has a stake in. */
export type KlarnaShipment = { shipment: Shipment; payment: KlarnaPayment; purchase: Purchase }

/** Reads a shipment with the Klarna payment of its order; undefined when Klarna has nothing to do with it. */
export async function loadShipment(
  container: MedusaContainer,
  purchases: Purchases,
  fulfillmentId: string
): Promise<KlarnaShipment | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "fulfillment",
    filters: { id: fulfillmentId },
    fields: SHIPMENT_FIELDS,
  })
  const shipment = ShipmentSchema.safeParse(data[0])
  if (!shipment.success) {
    if (data[0]) warn(container, `fulfilment ${fulfillmentId} can't be read`, shipment.error.issues)
    return undefined
  }
  const payment = shipment.data.order && klarnaPaymentOf(shipment.data.order)
  const purchase = payment && (await purchases.store.findByKlarnaOrder(payment.klarnaOrderId))
  return purchase && shipment.data.shipped_at
    ? { shipment: shipment.data, payment, purchase }
    : undefined
}

function warn(container: MedusaContainer, what: string, issues: { path: PropertyKey[] }[]): void {
  const logger: Logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn(`Klarna: ${what} (${issues.map((issue) => issue.path.join(".")).join(", ")}).`)
}

async function planShipment(
  container: MedusaContainer,
  fulfillmentId: string
): Promise<ShipmentPlan> {
  const none: ShipmentPlan = { fulfillment_id: fulfillmentId, capture: null }
  const purchases = purchasesOf(container)
  const found = await loadShipment(container, purchases, fulfillmentId)
  if (!found) {
    await warnOfReview(container, fulfillmentId)
    return none
  }
  const { shipment, payment, purchase } = found

  const settings = await container
    .resolve<KlarnaModuleService>(KLARNA_MODULE)
    .settingsFor(purchase.market)
  if (settings.capture !== "on_shipment" || payment.canceled_at) return none

  const operations = await purchases.operations.list(payment.klarnaOrderId)
  const known = operations.find(({ details }) => details.fulfillment_id === fulfillmentId)
  if (known) {
    return known.kind === "capture" && known.state === "planned" && known.amount !== null
      ? captureOf(fulfillmentId, payment, purchase, known.id, known.amount)
      : none
  }

  const orderLines = purchase.order_body?.order_lines ?? []
  const taken = takenLines(operations.filter(({ kind }) => kind === "capture"))
  const byItem = linesByItem(shipment.order?.items ?? [], orderLines)
  const items = shipment.items.flatMap(({ line_item_id, quantity }) => {
    const reference = line_item_id ? byItem.get(line_item_id)?.reference : undefined
    return reference ? [{ reference, quantity }] : []
  })
  const slice = uncaptured(orderLines, taken, items)
  if (!slice || slice.amount <= 0) return none

  const operation = await purchases.operations.create(
    newOperation({
      kind: "capture",
      state: "planned",
      klarna_order_id: payment.klarnaOrderId,
      payment_id: payment.id,
      amount: slice.amount,
      details: {
        order_lines: slice.order_lines,
        shipping_info: shippingInfoOf(shipment),
        fulfillment_id: fulfillmentId,
      },
    })
  )
  return captureOf(fulfillmentId, payment, purchase, operation.id, slice.amount)
}

/** Goods that were captured by hand before need no capture now: then there is nothing to slice. */
function uncaptured(
  orderLines: OrderLine[],
  taken: OrderLine[],
  items: SliceItem[]
): OrderSlice<OrderLine> | undefined {
  try {
    return items.length ? sliceByItems(orderLines, taken, items) : undefined
  } catch (error) {
    if (error instanceof InvalidSliceError) return undefined
    throw error
  }
}

function captureOf(
  fulfillmentId: string,
  payment: KlarnaPayment,
  purchase: Purchase,
  operationId: string,
  amount: number
): ShipmentPlan {
  return {
    fulfillment_id: fulfillmentId,
    capture: {
      payment_id: payment.id,
      amount: toMajor(amount, purchase.currency_code),
      operation_id: operationId,
    },
  }
}
