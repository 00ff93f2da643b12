import { toast, usePrompt } from "@medusajs/ui"
import { useText } from "../../hooks/use-text"

/**
 * Asks before something is dismissed, and says how it went.
 *
 * @param what - what it means to dismiss it
 */
export function useDismissal(what: string, run: () => Promise<unknown>): () => Promise<void> {
  const { t } = useText()
  const prompt = usePrompt()
  return async () => {
    const isSure = await prompt({
      title: t("attention.dismiss_title"),
      description: what,
      confirmText: t("attention.dismiss"),
      cancelText: t("attention.back"),
    })
    if (!isSure) return
    try {
      await run()
    } catch (error) {
      toast.error(t("attention.not_dismissed"), {
        description: error instanceof Error ? error.message : undefined,
      })
    }
  }
}
