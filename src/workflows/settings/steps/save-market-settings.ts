import { MedusaError, Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KLARNA_MODULE } from "../../../modules/klarna"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { applyChange } from "../../../settings"

/** A change of what is kept for a market. */
export type SaveMarketSettingsInput = {
  /** `default` (all markets) or an upper-case country code. */
  market: string
  /** What changes: a value sets, `null` gives back to inheritance, what is absent stays. */
  values: Readonly<Record<string, unknown>>
  /** The version that the change was made on; 0 where nothing was kept yet. */
  version: number
}

/** What is kept for a market after a save. */
export type SavedMarketSettings = {
  market: string
  values: Record<string, unknown>
  version: number
}

type Undo = {
  id: string
  market: string
  /** The version that the save wrote; another one means that somebody saved since. */
  saved_version: number
  /** What was kept before, or null where there was nothing. */
  before: { values: Record<string, unknown>; version: number } | null
}

/**
 * Saves settings of a market, if nobody else saved since they were read.
 *
 * @summary Save Klarna's settings of a market.
 * @throws MedusaError CONFLICT when the version is not the kept one
 */
export const saveMarketSettingsStep = createStep(
  "klarna-save-market-settings",
  async (input: SaveMarketSettingsInput, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const { market, version } = input

    return await container.resolve(Modules.LOCKING).execute(lockKey(market), async () => {
      const [kept] = await klarna.listKlarnaMarketSettings({ market })
      if ((kept?.version ?? 0) !== version) throw staleVersion(market)

      const values = applyChange(kept?.values ?? {}, input.values)
      const saved = kept
        ? await klarna.updateKlarnaMarketSettings({
            id: kept.id,
            values: replacing(kept.values, values),
            version: version + 1,
          })
        : await klarna.createKlarnaMarketSettings({ market, values, version: version + 1 })

      const result: SavedMarketSettings = { market, values, version: saved.version }
      const undo: Undo = {
        id: saved.id,
        market,
        saved_version: saved.version,
        before: kept ? { values: applyChange(kept.values, {}), version: kept.version } : null,
      }
      return new StepResponse(result, undo)
    })
  },
  async (undo, { container }) => {
    if (!undo) return
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)

    await container.resolve(Modules.LOCKING).execute(lockKey(undo.market), async () => {
      const [kept] = await klarna.listKlarnaMarketSettings({ id: undo.id })
      // Somebody saved on top of ours: theirs stays.
      if (kept?.version !== undo.saved_version) return
      if (!undo.before) {
        await klarna.deleteKlarnaMarketSettings(undo.id)
        return
      }
      await klarna.updateKlarnaMarketSettings({
        id: undo.id,
        values: replacing(kept.values, undo.before.values),
        version: undo.before.version,
      })
    })
  }
)

function lockKey(market: string): string {
  return `klarna:settings:${market}`
}

function staleVersion(market: string): MedusaError {
  const whose = market === "default" ? "all markets" : market
  return new MedusaError(
    MedusaError.Types.CONFLICT,
    `The settings for ${whose} were changed by somebody else. Load them again and repeat your change.`
  )
}

/** Medusa merges objects into a JSON column instead of replacing it, so what has to go is written as null. */
function replacing(
  kept: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const gone = Object.fromEntries(Object.keys(kept).map((key) => [key, null]))
  return { ...gone, ...next }
}
