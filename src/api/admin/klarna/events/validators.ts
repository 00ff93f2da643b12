import { z } from "@medusajs/framework/zod"
import type { AdminKlarnaEventState } from "./types"

const STATES = [
  "waiting",
  "done",
  "ignored",
  "failed",
] as const satisfies readonly AdminKlarnaEventState[]

/** Query of `GET /admin/klarna/events`. */
export const AdminGetKlarnaEvents = z
  .object({
    state: z.enum(STATES).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  })
  .strict()
export type AdminGetKlarnaEvents = z.infer<typeof AdminGetKlarnaEvents>

/** Body of what takes none. */
export const Nothing = z.object({}).strict()
