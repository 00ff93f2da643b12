import { z } from "zod"
import { purchaseShape } from "./session"

/** Body of create order. Lines, amounts and addresses must equal what was approved. Amounts in minor units. */
export const CreateOrderBodySchema = z.strictObject({
  ...purchaseShape,
  auto_capture: z.boolean().optional(),
})

export type CreateOrderBody = z.infer<typeof CreateOrderBodySchema>

/** Answer of create order. `fraud_status` is read with `parseFraudStatus`. */
export const PlacedOrderSchema = z.looseObject({
  order_id: z.string().min(1),
  redirect_url: z.string().optional(),
  fraud_status: z.string().optional(),
  authorized_payment_method: z
    .looseObject({
      type: z.string(),
      number_of_days: z.number().optional(),
      number_of_installments: z.number().optional(),
    })
    .optional(),
})

export type PlacedOrder = z.infer<typeof PlacedOrderSchema>
