import { z } from "@medusajs/framework/zod"

export const StoreRefreshKlarnaCart = z.object({}).strict()
export type StoreRefreshKlarnaCart = z.infer<typeof StoreRefreshKlarnaCart>

export const StorePlaceKlarnaCart = z
  .object({
    authorization_token: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .regex(/^[\w-]+$/, "authorization_token is not a token of Klarna"),
  })
  .strict()
export type StorePlaceKlarnaCart = z.infer<typeof StorePlaceKlarnaCart>
