import { ArrowPath, ArrowUpRightOnBox } from "@medusajs/icons"
import {
  Badge,
  Container,
  Copy,
  Heading,
  IconButton,
  InlineTip,
  StatusBadge,
  Text,
} from "@medusajs/ui"
import type { ReactNode } from "react"
import { useText } from "../hooks/use-text"
import { formatAmount, formatDate } from "../lib/format"
import { expiryOf, fraudColor, statusColor } from "../lib/order-status"
import { webLink } from "../lib/web-link"
import type { KlarnaOrderView } from "../../src/api/admin/klarna/orders/types"
import { LINK } from "./link"
import { ReviewDecision } from "./review-decision"
import { SectionRow } from "./section-row"
import { TrackingList } from "./tracking-list"

type KlarnaOrderDetailsProps = {
  /** Medusa's order. */
  orderId: string
  order: KlarnaOrderView
  /** Where Klarna and Medusa disagree, in words. */
  differences: readonly string[]
  onRefresh: () => void
  isRefreshing: boolean
  /** What else is to be said of the order. */
  children?: ReactNode
}

/** An order as Klarna sees it. */
export const KlarnaOrderDetails = ({
  orderId,
  order,
  differences,
  onRefresh,
  isRefreshing,
  children,
}: KlarnaOrderDetailsProps) => {
  const { t, locale } = useText()
  const portal = webLink(order.portal_url)
  const amount = (minor: number) => formatAmount(minor, order.currency_code.toUpperCase(), locale)

  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-2 px-6 py-4">
        <div className="flex items-center gap-x-2">
          <Heading level="h2">{t("order.title")}</Heading>
          {order.environment === "playground" && (
            <Badge size="2xsmall" color="blue">
              {t("order.test")}
            </Badge>
          )}
        </div>
        <div className="flex items-center gap-x-2">
          <StatusBadge color={statusColor(order.status)} className="text-nowrap">
            {t(`order.statuses.${order.status}`, { defaultValue: order.status })}
          </StatusBadge>
          <IconButton
            size="small"
            variant="transparent"
            onClick={onRefresh}
            isLoading={isRefreshing}
            aria-label={t("order.refresh")}
          >
            <ArrowPath />
          </IconButton>
        </div>
      </div>
      <ReviewDecision orderId={orderId} order={order} />
      {differences.length > 0 && (
        <div className="px-6 py-4">
          <InlineTip variant="warning" label={t("order.differences")}>
            <ul className="list-disc pl-4">
              {differences.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
          </InlineTip>
        </div>
      )}
      <SectionRow title={t("order.order_id")}>
        <div className="flex min-w-0 items-center gap-x-2">
          <span className="min-w-0 break-all">{order.order_id}</span>
          <Copy
            content={order.order_id}
            className="text-ui-fg-subtle shrink-0"
            aria-label={t("order.copy_order_id")}
          />
        </div>
      </SectionRow>
      {order.klarna_reference && (
        <SectionRow title={t("order.reference")}>{order.klarna_reference}</SectionRow>
      )}
      {order.fraud_status && (
        <SectionRow title={t("order.fraud")}>
          <StatusBadge color={fraudColor(order.fraud_status)}>
            {t(`order.fraud_statuses.${order.fraud_status}`, { defaultValue: order.fraud_status })}
          </StatusBadge>
        </SectionRow>
      )}
      {order.payment_method && (
        <SectionRow title={t("order.method")}>{order.payment_method}</SectionRow>
      )}
      <SectionRow title={t("order.authorized")}>{amount(order.order_amount)}</SectionRow>
      <SectionRow title={t("order.captured")}>{amount(order.captured_amount)}</SectionRow>
      <SectionRow title={t("order.refunded")}>{amount(order.refunded_amount)}</SectionRow>
      <SectionRow title={t("order.remaining")}>
        {amount(order.remaining_authorized_amount)}
      </SectionRow>
      <Expiry order={order} />
      <SectionRow title={t("order.tracking")}>
        <TrackingList order={order} />
      </SectionRow>
      {children}
      {portal && (
        <div className="px-6 py-4">
          <a href={portal} target="_blank" rel="noopener noreferrer" className={LINK}>
            {t("order.portal")}
            <ArrowUpRightOnBox />
          </a>
        </div>
      )}
    </Container>
  )
}

const Expiry = ({ order }: { order: KlarnaOrderView }) => {
  const { t, locale } = useText()
  const expiry = expiryOf(order.expires_at, order.remaining_authorized_amount, new Date())
  if (expiry === "irrelevant") return null
  return (
    <SectionRow title={t("order.expires")}>
      <span>{formatDate(order.expires_at, locale)}</span>
      {expiry !== "later" && (
        <Text as="span" size="xsmall" className="text-ui-fg-error">
          {expiry === "soon" ? t("order.expires_soon") : t("order.expired")}
        </Text>
      )}
    </SectionRow>
  )
}
