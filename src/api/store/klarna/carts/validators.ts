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
      .regex(/^[\w-]+$/, "authorization_token is not a token of Klarna")
      .optional(),
  })
  .strict()
/** `return_url`: where Klarna's page sends the shopper back to, on a storefront of yours. */
export const StoreKlarnaHostedPage = z
  .object({ return_url: z.url({ protocol: /^https$/ }).max(1500) })
  .strict()
export type StoreKlarnaHostedPage = z.infer<typeof StoreKlarnaHostedPage>
export type StorePlaceKlarnaCart = z.infer<typeof StorePlaceKlarnaCart>
