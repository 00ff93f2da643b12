import { useQuery } from "@tanstack/react-query"
import type { AdminKlarnaMarketsResponse } from "../../src/api/admin/klarna/markets/types"
import { sdk } from "../lib/sdk"

/** Cache key of the list of markets. */
export const MARKETS_KEY = ["klarna", "markets"] as const

/** All markets with their settings and state. */
export function useMarkets({ enabled = true }: { enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: MARKETS_KEY,
    queryFn: () => sdk.client.fetch<AdminKlarnaMarketsResponse>("/admin/klarna/markets"),
  })
}
