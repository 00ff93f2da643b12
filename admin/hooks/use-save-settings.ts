import { useMutation, useQueryClient } from "@tanstack/react-query"
import { toast } from "@medusajs/ui"
import type {
  AdminKlarnaMarketSettingsResponse,
  AdminKlarnaMarketsResponse,
} from "../../src/api/admin/klarna/markets/types"
import { versionOf, withChange, withVersion, type MarketChange } from "../lib/apply-change"
import { sdk } from "../lib/sdk"
import { useText } from "./use-text"
import { MARKETS_KEY } from "./use-markets"

const SAVE_KEY = ["klarna", "save-settings"] as const

/**
 * Saves settings of a market. The page shows the change at once; when the server refuses it, the page shows the server's state again
 * and says why.
 *
 * @param market - `default` or a country code
 * @param label - the market in words, for the message
 */
export function useSaveSettings(market: string, label: string) {
  const client = useQueryClient()
  const { t } = useText()

  return useMutation({
    mutationKey: SAVE_KEY,
    // One save of a market after the other: each needs the version that the one before has written.
    scope: { id: `klarna-settings-${market}` },
    mutationFn: async (values: MarketChange["values"]) => {
      const list = client.getQueryData<AdminKlarnaMarketsResponse>(MARKETS_KEY)
      const { market_settings } = await sdk.client.fetch<AdminKlarnaMarketSettingsResponse>(
        `/admin/klarna/markets/${market}`,
        { method: "POST", body: { values, version: list ? versionOf(list, market) : 0 } }
      )
      return market_settings
    },
    onMutate: async (values) => {
      await client.cancelQueries({ queryKey: MARKETS_KEY })
      client.setQueryData<AdminKlarnaMarketsResponse>(MARKETS_KEY, (list) =>
        list ? withChange(list, { market, values }) : list
      )
    },
    onSuccess: (saved) => {
      client.setQueryData<AdminKlarnaMarketsResponse>(MARKETS_KEY, (list) =>
        list ? withVersion(list, market, saved.version) : list
      )
      toast.success(t("settings.saved"), { description: label })
    },
    onError: async (error) => {
      toast.error(t("settings.not_saved"), { description: error.message })
      await client.invalidateQueries({ queryKey: MARKETS_KEY })
    },
    onSettled: async () => {
      // While another save is on its way, the server's list would take back what the page already shows.
      if (client.isMutating({ mutationKey: SAVE_KEY }) > 1) return
      await client.invalidateQueries({ queryKey: MARKETS_KEY })
    },
  })
}
