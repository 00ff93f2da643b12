import { z } from "@medusajs/framework/zod"

/** An amount as Medusa keeps it, in major units: exact, as number, text or raw value. */
export const AmountSchema = z.union([
  z.number(),
  z.string(),
  z.looseObject({ value: z.union([z.string(), z.number()]) }),
])

/** A quantity; where Medusa works out totals it hands quantities over as its own BigNumber. */
export const QuantitySchema = z
  .union([z.number(), z.looseObject({ numeric: z.number() })])
  .transform((quantity) => (typeof quantity === "number" ? quantity : quantity.numeric))
