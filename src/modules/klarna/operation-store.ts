import { z } from "@medusajs/framework/zod"
import { AddressSchema, OrderLineSchema, ShippingInfoSchema } from "../../klarna/wire"
import {
  OPERATION_KINDS,
  OPERATION_STATES,
  type NewOperation,
  type Operation,
  type OperationStore,
} from "../../operations/ports"
import type KlarnaModuleService from "./service"

const OperationRow = z.looseObject({
  id: z.string(),
  kind: z.enum(OPERATION_KINDS),
  state: z.enum(OPERATION_STATES),
  klarna_order_id: z.string(),
  payment_id: z.string().nullable(),
  medusa_id: z.string().nullable(),
  amount: z.number().nullable(),
  attempt: z.number(),
  idempotency_key: z.string().nullable(),
  sent_at: z.coerce.date().nullable(),
  tries: z.number(),
  next_attempt_at: z.coerce.date().nullable(),
  klarna_id: z.string().nullable(),
  details: z.looseObject({
    order_lines: z.array(OrderLineSchema).optional(),
    shipping_info: z.array(ShippingInfoSchema).optional(),
    description: z.string().optional(),
    capture_id: z.string().optional(),
    fulfillment_id: z.string().optional(),
    items: z.array(z.object({ reference: z.string(), quantity: z.number() })).optional(),
    expires_at: z.string().optional(),
    merchant_reference1: z.string().optional(),
    merchant_reference2: z.string().optional(),
    shipping_address: AddressSchema.optional(),
    number_of_days: z.number().optional(),
  }),
  error: z.string().nullable(),
})

/** Operations in our table, behind the port that the operations core knows. */
export class ModuleOperationStore implements OperationStore {
  constructor(private readonly service: KlarnaModuleService) {}

  async list(klarnaOrderId: string): Promise<Operation[]> {
    const rows = await this.service.listKlarnaOperations(
      { klarna_order_id: klarnaOrderId },
      { order: { created_at: "ASC", id: "ASC" }, take: 1000 }
    )
    return rows.map((row) => OperationRow.parse(row))
  }

  async create(operation: NewOperation): Promise<Operation> {
    return OperationRow.parse(await this.service.createKlarnaOperations(operation))
  }

  async update(id: string, patch: Partial<NewOperation>): Promise<Operation> {
    return OperationRow.parse(await this.service.updateKlarnaOperations({ id, ...patch }))
  }

  async remove(id: string): Promise<void> {
    await this.service.deleteKlarnaOperations(id)
  }

  /** Operations that are due to be tried or looked for again, the longest waiting first. */
  async due(now: Date, limit: number): Promise<Operation[]> {
    const rows = await this.service.listKlarnaOperations(
      { next_attempt_at: { $lte: now } },
      { take: limit, order: { next_attempt_at: "ASC", id: "ASC" } }
    )
    return rows.map((row) => OperationRow.parse(row))
  }
}
