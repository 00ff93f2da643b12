import { ExclamationCircle } from "@medusajs/icons"
import { Button, Container, Heading } from "@medusajs/ui"
import { useState } from "react"
import { useAlerts, useFailedEvents } from "../../hooks/use-attention"
import { useText } from "../../hooks/use-text"
import { LoadError } from "../load-error"
import { EventAttention } from "./event-attention"
import { PurchaseAttention } from "./purchase-attention"

const PAGE = 10
/** As many as the server gives at once. */
const MOST = 100

/** What a person has to look at: payments in doubt, and what Klarna told that could not be dealt with. Nothing where all is well. */
export const Attention = () => {
  const { t } = useText()
  const [limit, setLimit] = useState(PAGE)
  const alerts = useAlerts(limit)
  const events = useFailedEvents(limit)
  const counts = { payments: alerts.data?.count ?? 0, events: events.data?.count ?? 0 }
  const failed = [alerts, events].find(({ data, error }) => !data && error)

  if (!failed && counts.payments === 0 && counts.events === 0) return null
  return (
    <Container className="divide-y p-0" role="region" aria-label={t("attention.region")}>
      {counts.payments > 0 && <Title text={t("attention.payments", { count: counts.payments })} />}
      {alerts.data?.purchases.map((purchase) => (
        <PurchaseAttention key={purchase.id} purchase={purchase} />
      ))}
      {counts.events > 0 && <Title text={t("attention.events", { count: counts.events })} />}
      {events.data?.events.map((event) => (
        <EventAttention key={event.id} event={event} />
      ))}
      {Math.max(counts.payments, counts.events) > limit && limit < MOST && (
        <div className="px-6 py-4">
          <Button
            size="small"
            variant="secondary"
            isLoading={alerts.isFetching || events.isFetching}
            onClick={() => setLimit(Math.min(limit + PAGE, MOST))}
          >
            {t("attention.more")}
          </Button>
        </div>
      )}
      {failed && (
        <LoadError
          title={t("attention.failed")}
          message={failed.error?.message ?? ""}
          retryLabel={t("settings.retry")}
          onRetry={() => void failed.refetch()}
          isRetrying={failed.isFetching}
        />
      )}
    </Container>
  )
}

const Title = ({ text }: { text: string }) => (
  <div className="flex items-center gap-x-2 px-6 py-4">
    <ExclamationCircle className="text-ui-tag-orange-icon shrink-0" />
    <Heading level="h2">{text}</Heading>
  </div>
)
