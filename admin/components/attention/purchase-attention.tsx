import { ArrowUpRightOnBox } from "@medusajs/icons"
import { Badge, Copy, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { AdminKlarnaPurchase } from "../../../src/api/admin/klarna/purchases/types"
import { useText } from "../../hooks/use-text"
import { countryName, formatAmount, formatDateTime } from "../../lib/format"
import { webLink } from "../../lib/web-link"
import { LINK } from "../link"
import { PurchaseActions } from "./purchase-actions"
import { ResolveForm } from "./resolve-form"

/** A purchase that needs a look: what happened, what to do, and the means to do it. */
export const PurchaseAttention = ({ purchase }: { purchase: AdminKlarnaPurchase }) => {
  const { t } = useText()
  const { alert } = purchase
  if (!alert) return null
  const portal = webLink(purchase.portal_url)

  return (
    <div className="flex flex-col gap-y-3 px-6 py-4" data-purchase={purchase.id}>
      <div className="flex flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {t(`attention.alerts.${alert}.title`)}
        </Text>
        <Facts purchase={purchase} />
      </div>
      <Text size="small" className="text-ui-fg-subtle max-w-3xl">
        {t(`attention.alerts.${alert}.text`)}
      </Text>
      {alert === "unknown_outcome" && <ResolveForm purchase={purchase} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PurchaseActions purchase={purchase} alert={alert} />
        {purchase.order_id && (
          <Link to={`/orders/${purchase.order_id}`} className={LINK}>
            {purchase.order_display_id === null
              ? t("attention.to_order")
              : t("attention.to_order_number", { number: purchase.order_display_id })}
          </Link>
        )}
        {portal && (
          <a href={portal} target="_blank" rel="noopener noreferrer" className={LINK}>
            {t("attention.portal")}
            <ArrowUpRightOnBox />
          </a>
        )}
      </div>
    </div>
  )
}

const Facts = ({ purchase }: { purchase: AdminKlarnaPurchase }) => {
  const { t, locale } = useText()
  const { alert, market, currency_code, amount, subject_type, subject_id } = purchase
  // What waits for a decision is looked at, and so written, every few minutes; the others rest since they are in doubt.
  const { placed_at, updated_at } = purchase
  return (
    <div className="text-ui-fg-subtle txt-small flex flex-wrap items-center gap-x-2 gap-y-1">
      <span>{formatAmount(amount, currency_code.toUpperCase(), locale)}</span>
      <span aria-hidden>·</span>
      <span>{countryName(market, locale, market)}</span>
      <span aria-hidden>·</span>
      <span>
        {alert === "review_rejected"
          ? t("attention.placed", { time: formatDateTime(placed_at, locale) })
          : t("attention.since", { time: formatDateTime(updated_at, locale) })}
      </span>
      {purchase.environment === "playground" && (
        <Badge size="2xsmall" color="blue">
          {t("order.test")}
        </Badge>
      )}
      <span className="flex min-w-0 items-center gap-x-1">
        <span className="min-w-0 break-all">
          {t(`attention.subjects.${subject_type}`, { id: subject_id })}
        </span>
        <Copy
          content={subject_id}
          className="text-ui-fg-muted shrink-0"
          aria-label={t("attention.copy_id")}
        />
      </span>
    </div>
  )
}
