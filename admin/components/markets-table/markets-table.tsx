import { Table, Text } from "@medusajs/ui"
import type { AdminKlarnaMarketsResponse } from "../../../src/api/admin/klarna/markets/types"
import { fieldOf, SETTING_KEYS } from "../../../src/settings"
import { useText } from "../../hooks/use-text"
import type { NamedMarket } from "../../lib/sort-markets"
import { DefaultsRow, MarketRow } from "./market-row"

const COLUMNS = SETTING_KEYS.filter((key) => fieldOf(key).overview)

// The column that stays in sight lies over the others, and under everything else on the page.
const ISOLATED = { isolation: "isolate" } as const

type MarketsTableProps = {
  /** What the markets follow. */
  defaults: AdminKlarnaMarketsResponse["defaults"]
  /** The markets to show, in this order. */
  markets: readonly NamedMarket[]
  /** Said where there is no market to show. */
  emptyText: string
}

/** Markets down, settings across. Wide: it scrolls sideways with the market's name staying in sight. */
export const MarketsTable = ({ defaults, markets, emptyText }: MarketsTableProps) => {
  const { t } = useText()
  return (
    <div
      className="overflow-x-auto"
      style={ISOLATED}
      role="region"
      aria-label={t("settings.title")}
      tabIndex={0}
    >
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col" className="bg-ui-bg-subtle sticky left-0 z-[1] border-r">
              {t("settings.columns.market")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col" className="px-6">
              {t("settings.columns.region")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("settings.columns.status")}</Table.HeaderCell>
            {COLUMNS.map((key) => (
              <Table.HeaderCell key={key} scope="col" className="whitespace-nowrap">
                {t(`fields.${fieldOf(key).label}`)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          <DefaultsRow defaults={defaults} columns={COLUMNS} />
          {markets.map((market) => (
            <MarketRow
              key={market.country_code}
              market={market}
              defaults={defaults}
              columns={COLUMNS}
            />
          ))}
          {markets.length === 0 && (
            <Table.Row>
              <td colSpan={COLUMNS.length + 3} className="h-14 px-6">
                <Text size="small" className="text-ui-fg-subtle">
                  {emptyText}
                </Text>
              </td>
            </Table.Row>
          )}
        </Table.Body>
      </Table>
    </div>
  )
}
