import { Button, Text, toast } from "@medusajs/ui"
import type { AdminKlarnaEvent } from "../../../src/api/admin/klarna/events/types"
import { useDismissEvent, useRetryEvent } from "../../hooks/use-attention"
import { useText } from "../../hooks/use-text"
import { formatDateTime } from "../../lib/format"
import { useDismissal } from "./use-dismissal"

/** Something that Klarna told and that was given up: what, why, and the way to try once more. */
export const EventAttention = ({ event }: { event: AdminKlarnaEvent }) => {
  const { t, locale } = useText()
  const retry = useRetryEvent(event.id)
  const { mutateAsync, isPending } = useDismissEvent(event.id)
  const dismiss = useDismissal(t("attention.dismissals.event"), () => mutateAsync())

  const tryAgain = async () => {
    try {
      const { event: now } = await retry.mutateAsync()
      const description = t(`attention.event_states.${now.state}`)
      if (now.state === "failed") toast.warning(t("attention.tried"), { description })
      else toast.success(t("attention.tried"), { description })
    } catch (error) {
      toast.error(t("attention.not_tried"), {
        description: error instanceof Error ? error.message : undefined,
      })
    }
  }

  return (
    <div className="flex flex-col gap-y-3 px-6 py-4" data-event={event.id}>
      <div className="flex flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {t(`attention.event_kinds.${event.kind}`)}
          {event.event_type && ` (${event.event_type})`}
        </Text>
        <div className="text-ui-fg-subtle txt-small flex flex-wrap items-center gap-x-2 gap-y-1">
          <span>{t("attention.received", { time: formatDateTime(event.created_at, locale) })}</span>
          <span aria-hidden>·</span>
          <span>{t("attention.attempts", { count: event.attempts })}</span>
          <span aria-hidden>·</span>
          <span className="min-w-0 break-all">
            {t(`attention.subjects.${event.subject_type}`, { id: event.subject_id })}
          </span>
        </div>
      </div>
      {event.error && (
        <Text size="small" className="text-ui-fg-subtle max-w-3xl break-words">
          {event.error}
        </Text>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          isLoading={retry.isPending}
          onClick={() => void tryAgain()}
        >
          {t("attention.try_again")}
        </Button>
        <Button
          size="small"
          variant="secondary"
          isLoading={isPending}
          onClick={() => void dismiss()}
        >
          {t("attention.dismiss")}
        </Button>
      </div>
    </div>
  )
}
