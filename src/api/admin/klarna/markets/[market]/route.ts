import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { marketOf } from "../../../../../klarna/markets"
import { KLARNA_MODULE } from "../../../../../modules/klarna"
import {
  DEFAULTS_ROW,
  type default as KlarnaModuleService,
} from "../../../../../modules/klarna/service"
import { resolveSettings } from "../../../../../settings"
import { saveKlarnaMarketSettingsWorkflow } from "../../../../../workflows/settings"
import type { AdminKlarnaMarketSettingsResponse } from "../types"
import type { AdminSaveKlarnaMarketSettingsType } from "../validators"

// What a workflow throws is an error's likeness, not always an Error.
const ConflictError = z.object({
  type: z.literal(MedusaError.Types.CONFLICT),
  message: z.string(),
})

/** Saves settings of one market, or of all of them (`default`). */
export async function POST(
  req: AuthenticatedMedusaRequest<AdminSaveKlarnaMarketSettingsType>,
  res: MedusaResponse<AdminKlarnaMarketSettingsResponse | { type: string; message: string }>
): Promise<void> {
  const market = marketParam(req.params.market)
  const klarna = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE)
  try {
    const { result: saved } = await saveKlarnaMarketSettingsWorkflow(req.scope).run({
      input: { market, ...req.validatedBody },
    })
    const settings =
      market === DEFAULTS_ROW
        ? resolveSettings(saved.values, null)
        : await klarna.settingsFor(market)
    res.json({ market_settings: { ...saved, settings } })
  } catch (error) {
    // Medusa's own answer to a conflict hides our words and speaks of an idempotency key that nobody sent.
    const conflict = ConflictError.safeParse(error)
    if (!conflict.success) throw error
    res.status(409).json(conflict.data)
  }
}

function marketParam(given: string | undefined): string {
  if (given === DEFAULTS_ROW) return DEFAULTS_ROW
  const market = given === undefined ? undefined : marketOf(given)
  if (!market) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "Invalid request: 'market' must be 'default' or the code of a country that Klarna serves, such as SE"
    )
  }
  return market.country
}
