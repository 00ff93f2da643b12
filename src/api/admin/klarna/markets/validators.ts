import { z } from "@medusajs/framework/zod"
import { checkSettings } from "../../../../settings"

// Keys come from outside and are repeated in the answer.
const LONGEST_KEY_SHOWN = 60

const SettingChange = z.record(z.string(), z.unknown()).superRefine((values, context) => {
  for (const { key, message } of checkSettings(values)) {
    context.addIssue({
      code: "custom",
      path: [key],
      message: `Field 'values.${key.slice(0, LONGEST_KEY_SHOWN)}' ${message}`,
    })
  }
})

/** Body of `POST /admin/klarna/markets/:market`. What a value may be is in the table of `settings`. */
export const AdminSaveKlarnaMarketSettings = z.object({
  /** Setting key to value; `null` inherits, what is absent stays. */
  values: SettingChange,
  /** The version that was read. */
  version: z.number().int().min(0),
})

/** Parsed body of `POST /admin/klarna/markets/:market`. */
export type AdminSaveKlarnaMarketSettingsType = z.infer<typeof AdminSaveKlarnaMarketSettings>
