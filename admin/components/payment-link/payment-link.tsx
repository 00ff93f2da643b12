import { Button, Hint, Label, Select, Text } from "@medusajs/ui"
import { useId, useState } from "react"
import { usePaymentLink } from "../../hooks/use-payment-link"
import { useText } from "../../hooks/use-text"
import { DAYS, DEFAULT_DAYS, deadlineIn } from "../../lib/payment-link"
import { MadeLink } from "./made-link"
import { SendLink } from "./send-link"

type PaymentLinkProps = {
  /** The payment collection that is to be paid. */
  collectionId: string
  /** What is to be paid, in words. */
  amount: string
}

/** Asks a customer to pay what an order still wants, on a page of Klarna's. */
export const PaymentLink = ({ collectionId, amount }: PaymentLinkProps) => {
  const { t } = useText()
  const field = useId()
  const [days, setDays] = useState<number>(DEFAULT_DAYS)
  const { mutate, data, error, isPending, reset } = usePaymentLink(collectionId)

  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {t("link.title")}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {t("link.text", { amount })}
        </Text>
      </div>
      {data ? (
        <>
          <MadeLink {...data.payment_link} />
          <SendLink collectionId={collectionId} expiresAt={data.payment_link.expires_at} />
          <Button size="small" variant="transparent" className="w-fit" onClick={reset}>
            {t("link.another")}
          </Button>
        </>
      ) : (
        <div className="flex flex-wrap items-end gap-2">
          <div className="flex flex-col gap-y-1">
            <Label htmlFor={field} size="xsmall" className="text-ui-fg-subtle">
              {t("link.valid_for")}
            </Label>
            <Select
              size="small"
              value={String(days)}
              onValueChange={(value) => setDays(Number(value))}
            >
              <Select.Trigger id={field}>
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {DAYS.map((count) => (
                  <Select.Item key={count} value={String(count)}>
                    {t("link.days", { count })}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          </div>
          <Button
            size="small"
            variant="secondary"
            isLoading={isPending}
            onClick={() => mutate({ expires_at: deadlineIn(days, new Date()) })}
          >
            {t("link.create")}
          </Button>
        </div>
      )}
      {error && (
        <Hint variant="error" role="alert">
          {error.message}
        </Hint>
      )}
    </div>
  )
}
