import { Table, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { AdminKlarnaMarketsResponse } from "../../../src/api/admin/klarna/markets/types"
import type { SettingKey } from "../../../src/settings"
import { useSaveSettings } from "../../hooks/use-save-settings"
import { useText } from "../../hooks/use-text"
import { DEFAULTS } from "../../lib/apply-change"
import type { NamedMarket } from "../../lib/sort-markets"
import { MarketDrawer } from "../market-drawer/market-drawer"
import { MarketStatus } from "./market-status"
import { SettingCell, type CellMarket } from "./setting-cell"

// Stays in sight, over whatever colour the row has right now, while the settings scroll sideways.
const MARKET_CELL = "sticky left-0 z-[1] whitespace-nowrap border-r px-6 text-left"
const INHERIT_BACKGROUND = { background: "inherit" }

/** The row of the values that markets follow. */
export const DefaultsRow = ({
  defaults,
  columns,
}: {
  defaults: AdminKlarnaMarketsResponse["defaults"]
  columns: readonly SettingKey[]
}) => {
  const { t } = useText()
  const label = t("settings.all_markets")
  const { mutate } = useSaveSettings(DEFAULTS, label)
  const market: CellMarket = {
    label,
    settings: defaults.settings,
    isOwn: () => true,
    save: (key, value) => mutate({ [key]: value }),
  }
  return (
    <Table.Row data-market={DEFAULTS}>
      <th scope="row" style={INHERIT_BACKGROUND} className={`${MARKET_CELL} h-12`}>
        <div className="flex items-center justify-between gap-x-3">
          <Text as="span" size="small" weight="plus" className="text-ui-fg-base">
            {label}
          </Text>
          <MarketDrawer market={DEFAULTS} label={label} own={defaults.values} defaults={null} />
        </div>
      </th>
      <Table.Cell />
      <Table.Cell />
      <SettingCells market={market} columns={columns} />
    </Table.Row>
  )
}

/** The row of one market. */
export const MarketRow = ({
  market,
  defaults,
  columns,
}: {
  market: NamedMarket
  defaults: AdminKlarnaMarketsResponse["defaults"]
  columns: readonly SettingKey[]
}) => {
  const { mutate } = useSaveSettings(market.country_code, market.label)
  const cells: CellMarket = {
    label: market.label,
    settings: market.settings,
    inherited: defaults.settings,
    isOwn: (key) => market.overrides[key] !== undefined,
    save: (key, value) => mutate({ [key]: value }),
  }
  return (
    <Table.Row data-market={market.country_code}>
      <th scope="row" style={INHERIT_BACKGROUND} className={`${MARKET_CELL} h-14 font-normal`}>
        <div className="flex items-center justify-between gap-x-3">
          <div>
            <Text as="span" size="small" weight="plus" className="text-ui-fg-base block">
              {market.label}
            </Text>
            <Text as="span" size="xsmall" className="text-ui-fg-subtle">
              {market.country_code} · {market.currency_code}
            </Text>
          </div>
          <MarketDrawer
            market={market.country_code}
            label={market.label}
            own={market.overrides}
            defaults={defaults.values}
          />
        </div>
      </th>
      <Table.Cell className="px-6">
        <RegionCell market={market} />
      </Table.Cell>
      <Table.Cell>
        <MarketStatus market={market} />
      </Table.Cell>
      <SettingCells market={cells} columns={columns} />
    </Table.Row>
  )
}

const SettingCells = ({
  market,
  columns,
}: {
  market: CellMarket
  columns: readonly SettingKey[]
}) =>
  columns.map((key) => (
    <Table.Cell key={key}>
      <SettingCell settingKey={key} market={market} />
    </Table.Cell>
  ))

const RegionCell = ({ market }: { market: NamedMarket }) => {
  const { t } = useText()
  if (!market.region) {
    return (
      <Text as="span" size="small" className="text-ui-fg-subtle whitespace-nowrap">
        {t("settings.no_region")}
      </Text>
    )
  }
  return (
    <div className="whitespace-nowrap">
      <Link
        to={`/settings/regions/${market.region.id}`}
        className="text-ui-fg-base txt-compact-small focus-visible:shadow-borders-focus block rounded-sm outline-none hover:underline"
      >
        {market.region.name}
      </Link>
      <Text as="span" size="xsmall" className="text-ui-fg-subtle">
        {market.provider_enabled ? t("settings.provider_enabled") : t("settings.provider_disabled")}
      </Text>
    </div>
  )
}
