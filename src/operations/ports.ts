import type { OrderLine, ShippingInfo } from "../klarna/wire"

export type OperationKind = "capture" | "refund" | "cancel" | "release" | "shipping_info"
export type OperationState = "planned" | "pending" | "done" | "failed"

/** So many units of an item, by the reference of its Klarna line. */
export type RefundedItem = { reference: string; quantity: number }

/** What an operation carries besides its amount. */
export type OperationDetails = {
  order_lines?: OrderLine[] | undefined
  shipping_info?: ShippingInfo[] | undefined
  description?: string | undefined
  /** Klarna's capture that shipping info belongs to; absent: the order as a whole. */
  capture_id?: string | undefined
  /** Medusa's fulfilment that a capture was planned for. */
  fulfillment_id?: string | undefined
  /** What a refund gives back, also where it goes without lines. */
  items?: RefundedItem[] | undefined
}

/** One call that moves money or parcels at Klarna. Amount in minor units. */
export type Operation = {
  id: string
  kind: OperationKind
  state: OperationState
  klarna_order_id: string
  payment_id: string | null
  medusa_id: string | null
  amount: number | null
  attempt: number
  idempotency_key: string | null
  klarna_id: string | null
  details: OperationDetails
  error: string | null
}

export type NewOperation = Omit<Operation, "id">

/** Keeps operations, oldest first. */
export interface OperationStore {
  list(klarnaOrderId: string): Promise<Operation[]>
  create(operation: NewOperation): Promise<Operation>
  update(id: string, patch: Partial<NewOperation>): Promise<Operation>
}
