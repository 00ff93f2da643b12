import { z } from "@medusajs/framework/zod"

export const AdminRefundKlarnaOrder = z
  .object({
    items: z
      .array(
        z
          .object({
            id: z.string().min(1).max(100),
            quantity: z.number().int().min(1).max(1_000_000),
          })
          .strict()
      )
      .min(1)
      .max(1000)
      .optional(),
    /** Major units, at most two decimals. */
    amount: z.number().positive().max(2_000_000).multipleOf(0.01).optional(),
    note: z.string().trim().max(255).optional(),
    refund_reason_id: z.string().min(1).max(100).optional(),
  })
  .strict()
  .refine((body) => (body.items === undefined) !== (body.amount === undefined), {
    message: "give either items or an amount",
    path: ["items"],
  })
  .refine(({ items }) => new Set(items?.map(({ id }) => id)).size === (items?.length ?? 0), {
    message: "names an item twice",
    path: ["items"],
  })

export const AdminReviewKlarnaOrder = z
  .object({
    /** `keep` captures the whole amount at Klarna at once, against its review; `cancel` cancels the order. */
    decision: z.enum(["keep", "cancel"]),
  })
  .strict()
export type AdminReviewKlarnaOrder = z.infer<typeof AdminReviewKlarnaOrder>

export type AdminRefundKlarnaOrder = z.infer<typeof AdminRefundKlarnaOrder>
