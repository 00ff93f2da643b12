import { Button, InlineTip, toast, usePrompt } from "@medusajs/ui"
import { useDecideReview } from "../hooks/use-decide-review"
import { useText } from "../hooks/use-text"
import { formatAmount, formatDateTime } from "../lib/format"
import type { KlarnaOrderView } from "../../src/api/admin/klarna/orders/types"

type ReviewDecisionProps = {
  /** Medusa's order. */
  orderId: string
  order: KlarnaOrderView
}

/** Klarna's review said no: what that means, until when the merchant may keep the order, and the two ways out. */
export const ReviewDecision = ({ orderId, order }: ReviewDecisionProps) => {
  const { t, locale } = useText()
  const prompt = usePrompt()
  const { mutateAsync, isPending } = useDecideReview(orderId)
  if (!order.review) return null
  const amount = formatAmount(order.order_amount, order.currency_code.toUpperCase(), locale)

  const decide = async (decision: "keep" | "cancel") => {
    const isSure = await prompt({
      title: t(`review.${decision}_title`, { amount }),
      description: t(`review.${decision}_text`, { amount }),
      confirmText: t(`review.${decision}`, { amount }),
      cancelText: t("review.back"),
      variant: decision === "cancel" ? "danger" : "confirmation",
    })
    if (!isSure) return
    try {
      await mutateAsync(decision)
      toast.success(t(`review.${decision}_done`, { amount }))
    } catch (error) {
      toast.error(t("review.failed"), {
        description: error instanceof Error ? error.message : undefined,
      })
    }
  }

  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <InlineTip variant="error" label={t("review.label")}>
        {t("review.text", { time: formatDateTime(order.review.cancels_at, locale) })}
      </InlineTip>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          isLoading={isPending}
          onClick={() => void decide("keep")}
        >
          {t("review.keep", { amount })}
        </Button>
        <Button
          size="small"
          variant="danger"
          isLoading={isPending}
          onClick={() => void decide("cancel")}
        >
          {t("review.cancel")}
        </Button>
      </div>
    </div>
  )
}
