import { z } from "@medusajs/framework/zod"
import type { AdminKlarnaPurchaseState } from "./types"

const STATES = [
  "open",
  "placing",
  "placed",
  "canceled",
  "unknown",
  "closed",
] as const satisfies readonly AdminKlarnaPurchaseState[]

/** Query of `GET /admin/klarna/purchases`. */
export const AdminGetKlarnaPurchases = z
  .object({
    /** Only those that a person has to look at, or only the others. */
    alert: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional(),
    state: z.enum(STATES).optional(),
    /** Part of an id. */
    q: z.string().trim().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  })
  .strict()
export type AdminGetKlarnaPurchases = z.infer<typeof AdminGetKlarnaPurchases>

/** Body of `POST /admin/klarna/purchases/:id/resolve`. */
export const AdminResolveKlarnaPurchase = z
  .object({
    klarna_order_id: z
      .string()
      .trim()
      .toLowerCase()
      .pipe(
        z.guid({
          error:
            "Field 'klarna_order_id' must be the order ID of Klarna, such as f3392f8b-6116-4073-ab96-e330819e2c07; its short reference does not do",
        })
      ),
  })
  .strict()
export type AdminResolveKlarnaPurchase = z.infer<typeof AdminResolveKlarnaPurchase>

/** Body of what takes none. */
export const Nothing = z.object({}).strict()
