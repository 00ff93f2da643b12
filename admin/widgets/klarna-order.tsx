import { Container, Heading, Skeleton } from "@medusajs/ui"
import { KlarnaOrderDetails } from "../components/klarna-order-details"
import { LoadError } from "../components/load-error"
import { useKlarnaOrder } from "../hooks/use-klarna-order"
import { useText } from "../hooks/use-text"
import { mayBePaidWithKlarna, type OrderWithPayments } from "../lib/klarna-payments"

type KlarnaOrderWidgetProps = {
  data: OrderWithPayments & { id: string; updated_at: string | Date }
}

/** On an order's page: the order as Klarna sees it. Nothing where it was not paid with Klarna. */
const KlarnaOrderWidget = ({ data: order }: KlarnaOrderWidgetProps) => {
  const { t } = useText()
  const isAsked = mayBePaidWithKlarna(order)
  const { data, error, isFetching, refetch } = useKlarnaOrder(
    order.id,
    String(order.updated_at),
    isAsked
  )
  if (!isAsked) return null

  if (!data) {
    return (
      <Frame>
        {error ? (
          <LoadError
            title={t("order.failed")}
            message={error.message}
            retryLabel={t("order.retry")}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        ) : (
          <div
            role="status"
            aria-label={t("order.loading")}
            className="flex flex-col gap-y-2 px-6 py-4"
          >
            <Skeleton className="h-5 w-full rounded-md" />
            <Skeleton className="h-5 w-2/3 rounded-md" />
          </div>
        )}
      </Frame>
    )
  }
  if (data.klarna_order) {
    return <KlarnaOrderDetails order={data.klarna_order} differences={data.differences} />
  }
  if (!data.reason) return null
  return (
    <Frame>
      <LoadError
        title={t("order.failed")}
        message={data.reason}
        retryLabel={t("order.retry")}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    </Frame>
  )
}

const Frame = ({ children }: { children: React.ReactNode }) => {
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
