import { Container, Heading, InlineTip, Input, Skeleton, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { Attention } from "../components/attention/attention"
import { LoadError } from "../components/load-error"
import { MarketsTable } from "../components/markets-table/markets-table"
import { useMarkets } from "../hooks/use-markets"
import { useText } from "../hooks/use-text"
import { countryName } from "../lib/format"
import { sortMarkets } from "../lib/sort-markets"

/** Settings > Klarna: what needs a look, and each market with what stands in the way of Klarna and what is switched on. */
const KlarnaSettingsPage = () => {
  const { t } = useText()
  const [typed, setTyped] = useState("")

  return (
    <div className="flex flex-col gap-y-3">
      <Attention />
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
          <div>
            <Heading>{t("settings.title")}</Heading>
            <Text className="text-ui-fg-subtle" size="small">
              {t("settings.subtitle")}
            </Text>
          </div>
          <Input
            role="searchbox"
            size="small"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t("settings.search")}
            aria-label={t("settings.search")}
          />
        </div>
        <Markets typed={typed} />
      </Container>
    </div>
  )
}

const Markets = ({ typed }: { typed: string }) => {
  const { t, locale } = useText()
  const { data, error, isFetching, refetch } = useMarkets()

  if (!data) {
    if (!error) return <LoadingRows />
    return (
      <LoadError
        title={t("settings.failed")}
        message={error.message}
        retryLabel={t("settings.retry")}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    )
  }
  const named = data.markets.map((market) => ({
    ...market,
    label: countryName(market.country_code, locale, market.name),
  }))
  return (
    <>
      {data.markets.every((market) => market.region === null) && <NoRegions />}
      <MarketsTable
        defaults={data.defaults}
        markets={sortMarkets(named, typed, locale)}
        emptyText={t("settings.nothing_found", { typed: typed.trim() })}
      />
    </>
  )
}

const NoRegions = () => {
  const { t } = useText()
  return (
    <div className="px-6 py-4">
      <InlineTip label={t("settings.columns.region")} variant="warning">
        {t("settings.no_regions")}{" "}
        <Link to="/settings/regions" className="text-ui-fg-base underline">
          {t("settings.no_regions_action")}
        </Link>
      </InlineTip>
    </div>
  )
}

const LoadingRows = () => {
  const { t } = useText()
  return (
    <div
      role="status"
      aria-label={t("settings.loading")}
      className="flex flex-col gap-y-2 px-6 py-4"
    >
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} className="h-10 w-full rounded-md" />
      ))}
    </div>
  )
}

export default KlarnaSettingsPage
