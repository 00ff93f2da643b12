import { Button, toast } from "@medusajs/ui"
import type {
  AdminKlarnaPurchase,
  AdminKlarnaPurchaseAlert,
} from "../../../src/api/admin/klarna/purchases/types"
import { useDismissPurchase, useSettlePurchase } from "../../hooks/use-attention"
import { useText } from "../../hooks/use-text"
import { useDismissal } from "./use-dismissal"

type PurchaseActionsProps = { purchase: AdminKlarnaPurchase; alert: AdminKlarnaPurchaseAlert }

/**
 * Looking again helps where Klarna or the order may have changed: an order whose id is lost Klarna never shows. A rejected review is
 * decided on the order's page, so its alert can't be dismissed.
 */
export const PurchaseActions = ({ purchase, alert }: PurchaseActionsProps) => {
  const { t } = useText()
  const settle = useSettlePurchase(purchase.id)
  const { mutateAsync, isPending } = useDismissPurchase(purchase.id)
  const dismiss = useDismissal(t(`attention.dismissals.${alert}`), () => mutateAsync())

  const lookAgain = async () => {
    try {
      const { step } = await settle.mutateAsync()
      toast.info(t("attention.looked"), { description: t(`attention.steps.${step}`) })
    } catch (error) {
      toast.error(t("attention.not_looked"), {
        description: error instanceof Error ? error.message : undefined,
      })
    }
  }

  return (
    <div className="flex flex-wrap gap-2">
      {alert !== "unknown_outcome" && (
        <Button
          size="small"
          variant="secondary"
          isLoading={settle.isPending}
          onClick={() => void lookAgain()}
        >
          {t("attention.look_again")}
        </Button>
      )}
      {alert !== "review_rejected" && (
        <Button
          size="small"
          variant="secondary"
          isLoading={isPending}
          onClick={() => void dismiss()}
        >
          {t("attention.dismiss")}
        </Button>
      )}
    </div>
  )
}
