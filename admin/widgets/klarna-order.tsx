import { Container, Heading, Skeleton } from "@medusajs/ui"
import type { ReactNode } from "react"
import { KlarnaOrderDetails } from "../components/klarna-order-details"
import { LoadError } from "../components/load-error"
import { useKlarnaOrder } from "../hooks/use-klarna-order"
import { useText } from "../hooks/use-text"
import { paidWithKlarna, type OrderOnPage } from "../lib/klarna-payments"

/** On an order's page: the order as Klarna sees it. Nothing where it was not paid with Klarna. */
const KlarnaOrderWidget = ({ data: order }: { data: OrderOnPage }) => {
  const { t } = useText()
  const { data, error, isFetching, refetch } = useKlarnaOrder(order)
  const onRefresh = () => void refetch()

  if (data?.klarna_order) {
    return (
      <KlarnaOrderDetails
        order={data.klarna_order}
        differences={data.differences}
        onRefresh={onRefresh}
        isRefreshing={isFetching}
      />
    )
  }
  // An order that may have nothing to do with Klarna shows neither waiting nor failing.
  if (data || paidWithKlarna(order) !== "yes") return null
  if (error) {
    return (
      <Frame>
        <LoadError
          title={t("order.failed")}
          message={error.message}
          retryLabel={t("order.retry")}
          onRetry={onRefresh}
          isRetrying={isFetching}
        />
      </Frame>
    )
  }
  return (
    <Frame>
      <div
        role="status"
        aria-label={t("order.loading")}
        className="flex flex-col gap-y-2 px-6 py-4"
      >
        <Skeleton className="h-5 w-full rounded-md" />
        <Skeleton className="h-5 w-full rounded-md" />
      </div>
    </Frame>
  )
}

const Frame = ({ children }: { children: ReactNode }) => {
  const { t } = useText()
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("order.title")}</Heading>
      </div>
      {children}
    </Container>
  )
}

export default KlarnaOrderWidget
