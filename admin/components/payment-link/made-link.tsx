import { Copy, Text } from "@medusajs/ui"
import { useText } from "../../hooks/use-text"
import { formatDateTime } from "../../lib/format"

/** A payment link that the merchant hands on: until its deadline it opens a fresh page at each click. */
export const MadeLink = ({ url, expires_at }: { url: string; expires_at: string }) => {
  const { t, locale } = useText()
  return (
    <div className="flex flex-col gap-y-1">
      <div className="bg-ui-bg-subtle border-ui-border-base flex items-center gap-x-2 rounded-md border px-2 py-1.5">
        <code className="txt-small min-w-0 flex-1 break-all" data-testid="klarna-payment-link">
          {url}
        </code>
        <Copy content={url} className="text-ui-fg-subtle shrink-0" aria-label={t("link.copy")} />
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {t("link.until", { time: formatDateTime(expires_at, locale) })}
      </Text>
    </div>
  )
}
