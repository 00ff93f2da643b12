import type { KlarnaOrderManagement } from "../klarna/client"
import type { KlarnaAddress } from "../klarna/order/address"
import type { OrderLine, ShippingInfo } from "../klarna/wire"

/**
 * What is done to an order at Klarna after it was placed. `authorization` sets a new total and new lines, `address` the shipping
 * address, `send_out` sends a capture's documents again, `due_date` lets the customer pay later.
 */
export const OPERATION_KINDS = [
  "capture",
  "refund",
  "cancel",
  "release",
  "extend",
  "shipping_info",
  "authorization",
  "references",
  "address",
  "send_out",
  "due_date",
] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

/**
 * Where an operation stands. `planned`: what it carries is known, Medusa's own row not yet. `pending`: it is about to be sent, or
 * was sent and the answer is not known. `failed`: Klarna said no.
 */
export const OPERATION_STATES = ["planned", "pending", "done", "failed"] as const
export type OperationState = (typeof OPERATION_STATES)[number]

/** So many units of an item, by the reference of its Klarna line. */
export type RefundedItem = { reference: string; quantity: number }

/** What an operation carries besides its amount: enough to send it again from the record alone. */
export type OperationDetails = {
  order_lines?: OrderLine[] | undefined
  shipping_info?: ShippingInfo[] | undefined
  description?: string | undefined
  /** Klarna's capture that shipping info, documents or a due date belong to; absent: the order as a whole. */
  capture_id?: string | undefined
  /** Medusa's fulfilment that a capture was planned for. */
  fulfillment_id?: string | undefined
  /** What a refund gives back, also where it goes without lines. */
  items?: RefundedItem[] | undefined
  /** When the authorization ended before it was extended. */
  expires_at?: string | undefined
  merchant_reference1?: string | undefined
  merchant_reference2?: string | undefined
  shipping_address?: KlarnaAddress | undefined
  number_of_days?: number | undefined
}

/** One call that changes an order at Klarna. Amount in minor units. */
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
  /** When the attempt's key was first sent; null: it was not. Klarna knows a key for 24 hours. */
  sent_at: Date | null
  /** How often it was tried since Klarna last gave a definite answer. */
  tries: number
  /** When it is to be tried, or looked for at Klarna, again; null: never by itself. */
  next_attempt_at: Date | null
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
  /** Forgets an operation that was never sent. */
  remove(id: string): Promise<void>
}

/** What the operations core works with: where operations are kept, Klarna's order management of the market, the clock. */
export type OperationDeps = {
  store: OperationStore
  orders: KlarnaOrderManagement
  clock: { now(): Date }
}
