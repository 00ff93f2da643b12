import { Container, Heading, Skeleton } from "@medusajs/ui"
import type { ReactNode } from "react"
import { KlarnaOrderDetails } from "../components/klarna-order-details"
import { LoadError } from "../components/load-error"
import { OrderPaymentLink, useCollectionToPay } from "../components/payment-link/order-payment-link"
import { useKlarnaOrder } from "../hooks/use-klarna-order"
import { useText } from "../hooks/use-text"
import { paidWithKlarna } from "../lib/klarna-payments"
import type { OrderToPay } from "../lib/payment-link"

/**
 * On an order's page: the order as Klarna sees it, and a payment link where something is still to be paid and Klarna can be used.
 * Nothing where neither is so.
 */
const KlarnaOrderWidget = ({ data: order }: { data: OrderToPay }) => {
  const { t } = useText()
  const { data, error, isFetching, refetch } = useKlarnaOrder(order)
  const onRefresh = () => void refetch()
  const toPay = useCollectionToPay(order, Boolean(data?.klarna_order))
  const link = toPay && <OrderPaymentLink collection={toPay} currency={order.currency_code ?? ""} />

  if (data?.klarna_order) {
    return (
      <KlarnaOrderDetails
        orderId={order.id}
        order={data.klarna_order}
        differences={data.differences}
        onRefresh={onRefresh}
        isRefreshing={isFetching}
      >
        {link}
      </KlarnaOrderDetails>
    )
  }
  if (link && (data || paidWithKlarna(order) === "no")) return <Frame>{link}</Frame>
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
