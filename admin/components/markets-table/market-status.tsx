import { InformationCircle } from "@medusajs/icons"
import { Badge, IconButton, StatusBadge, Tooltip } from "@medusajs/ui"
import type { AdminKlarnaMarketReason } from "../../../src/api/admin/klarna/markets/types"
import { useText } from "../../hooks/use-text"
import type { NamedMarket } from "../../lib/sort-markets"
import type { BadgeColor } from "../../lib/order-status"

const REASON_COLORS: Readonly<Record<AdminKlarnaMarketReason, BadgeColor>> = {
  market_unknown: "grey",
  switched_off: "grey",
  region_missing: "grey",
  provider_disabled: "orange",
  currency_mismatch: "red",
  credentials_missing: "red",
}

/** Whether shoppers of a market can pay with Klarna, in which world, and if not, why. */
export const MarketStatus = ({ market }: { market: NamedMarket }) => {
  const { t } = useText()
  const { environment, reason_code: code } = market
  const texts = {
    market: market.label,
    currency: market.currency_code,
    region: market.region?.name ?? "",
    region_currency: market.region?.currency_code.toUpperCase() ?? "",
    option: market.api_region,
    api_region: market.api_region.toUpperCase(),
  }
  const why = code
    ? t(`settings.reasons.${code}.long`, { ...texts, defaultValue: market.reason ?? code })
    : market.client_id === null
      ? t("settings.no_client_id", texts)
      : null

  return (
    <div className="flex items-center gap-x-2 whitespace-nowrap">
      {code ? (
        <StatusBadge color={REASON_COLORS[code]}>
          {t(`settings.reasons.${code}.short`, { defaultValue: code })}
        </StatusBadge>
      ) : (
        <StatusBadge color={market.client_id === null ? "orange" : "green"}>
          {t("settings.on")}
        </StatusBadge>
      )}
      {environment && (
        <Badge size="2xsmall" color={environment === "playground" ? "blue" : "green"}>
          {t(`settings.environments.${environment}`)}
        </Badge>
      )}
      {why && (
        <Tooltip content={why}>
          <IconButton
            size="2xsmall"
            variant="transparent"
            aria-label={`${t("settings.why", { market: market.label })}. ${why}`}
          >
            <InformationCircle />
          </IconButton>
        </Tooltip>
      )}
    </div>
  )
}
