import { Button, Hint, Text, usePrompt } from "@medusajs/ui"
import { usePaymentLink, type LinkSending } from "../../hooks/use-payment-link"
import { useText } from "../../hooks/use-text"
import { formatDateTime } from "../../lib/format"

const WAYS = ["email", "sms"] as const satisfies readonly LinkSending[]

type SendLinkProps = {
  collectionId: string
  /** The deadline of the link that was made. */
  expiresAt: string
}

/** Lets Klarna send a link to a page of its own, once for each press: nobody gets a message twice by accident. */
export const SendLink = ({ collectionId, expiresAt }: SendLinkProps) => {
  const { t, locale } = useText()
  const prompt = usePrompt()
  const { mutate, data, error, isPending, variables } = usePaymentLink(collectionId)
  const sent = data?.distribution

  const send = async (method: LinkSending) => {
    const isSure = await prompt({
      title: t(`link.send.${method}.title`),
      description: t(`link.send.${method}.text`),
      confirmText: t("link.send.confirm"),
      cancelText: t("link.send.back"),
      variant: "confirmation",
    })
    if (isSure) mutate({ expires_at: expiresAt, method })
  }

  return (
    <div className="flex flex-col gap-y-2">
      <div className="flex flex-wrap gap-2">
        {WAYS.map((method) => (
          <Button
            key={method}
            size="small"
            variant="secondary"
            isLoading={isPending && variables.method === method}
            disabled={isPending}
            onClick={() => void send(method)}
          >
            {t(`link.send.${method}.action`)}
          </Button>
        ))}
      </div>
      {sent && (
        <Text size="small" className="text-ui-fg-subtle" role="status">
          {sent.expires_at
            ? t(`link.send.${sent.method}.sent_until`, {
                time: formatDateTime(sent.expires_at, locale),
              })
            : t(`link.send.${sent.method}.sent`)}
        </Text>
      )}
      {error && (
        <Hint variant="error" role="alert">
          {error.message}
        </Hint>
      )}
    </div>
  )
}
