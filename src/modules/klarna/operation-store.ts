import { z } from "@medusajs/framework/zod"
import { OrderLineSchema, ShippingInfoSchema } from "../../klarna/wire"
import type { NewOperation, Operation, OperationStore } from "../../operations/ports"
import type KlarnaModuleService from "./service"

const OperationRow = z.looseObject({
  id: z.string(),
  kind: z.enum(["capture", "refund", "cancel", "release", "shipping_info"]),
  state: z.enum(["planned", "pending", "done", "failed"]),
  klarna_order_id: z.string(),
  payment_id: z.string().nullable(),
  medusa_id: z.string().nullable(),
  amount: z.number().nullable(),
  attempt: z.number(),
  idempotency_key: z.string().nullable(),
  klarna_id: z.string().nullable(),
  details: z.looseObject({
    order_lines: z.array(OrderLineSchema).optional(),
    shipping_info: z.array(ShippingInfoSchema).optional(),
    description: z.string().optional(),
    capture_id: z.string().optional(),
    fulfillment_id: z.string().optional(),
    items: z.array(z.object({ reference: z.string(), quantity: z.number() })).optional(),
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
}
