import { z } from "@medusajs/framework/zod"

/** What the demo's store-credit route takes: an amount in major units of the cart's currency. */
export const StoreCreditBodySchema = z.strictObject({ amount: z.number().positive().max(100_000) })

export type StoreCreditBody = z.infer<typeof StoreCreditBodySchema>
