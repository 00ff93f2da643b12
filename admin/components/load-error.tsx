import { ExclamationCircle } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"

type LoadErrorProps = {
  title: string
  message: string
  retryLabel: string
  onRetry: () => void
  isRetrying: boolean
}

/** Something could not be loaded: what, why, and a way to try again. */
export const LoadError = ({ title, message, retryLabel, onRetry, isRetrying }: LoadErrorProps) => (
  <div role="alert" className="flex flex-col items-center gap-y-3 px-6 py-8 text-center">
    <ExclamationCircle className="text-ui-fg-subtle" />
    <div className="flex flex-col gap-y-1">
      <Text size="small" leading="compact" weight="plus">
        {title}
      </Text>
      <Text size="small" className="text-ui-fg-muted">
        {message}
      </Text>
    </div>
    <Button size="small" variant="secondary" onClick={onRetry} isLoading={isRetrying}>
      {retryLabel}
    </Button>
  </div>
)
