import { Adjustments } from "@medusajs/icons"
import { Button, Drawer, IconButton, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import { useSaveSettings } from "../../hooks/use-save-settings"
import { useText } from "../../hooks/use-text"
import {
  changesOf,
  draftProblem,
  FURTHER_SETTINGS,
  withDraft,
  type Draft,
  type Kept,
} from "../../lib/further-settings"
import type { CellMarket } from "../markets-table/setting-cell"
import { FurtherSetting } from "./further-setting"

type MarketDrawerProps = Kept & {
  /** `default` or a country code. */
  market: string
  label: string
}

/** The question listens to the Escape key too: the press that led to it must be over, or it answers it. */
const theNextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

/** A button that opens the settings of a market that have no column, and saves them together. */
export const MarketDrawer = ({ market, label, own, defaults }: MarketDrawerProps) => {
  const { t } = useText()
  const prompt = usePrompt()
  const { mutateAsync, isPending } = useSaveSettings(market, label)
  const [isOpen, setOpen] = useState(false)
  const [draft, setDraft] = useState<Draft>({})

  const kept: Kept = { own, defaults }
  const changes = changesOf(kept, draft)
  const isChanged = Object.keys(changes).length > 0
  const isWrong = FURTHER_SETTINGS.some((key) => draftProblem(draft, key) !== undefined)
  const cells: CellMarket = {
    label,
    ...withDraft(kept, draft),
    ...(defaults ? { inherited: withDraft({ own: defaults, defaults: null }, {}).settings } : {}),
    save: (key, value) => setDraft((before) => ({ ...before, [key]: value })),
  }

  const turn = async (open: boolean) => {
    if (!open && isChanged && !isPending) {
      await theNextTask()
      const isSure = await prompt({
        title: t("further.leave_title"),
        description: t("further.leave_text"),
        confirmText: t("further.leave"),
        cancelText: t("further.stay"),
      })
      if (!isSure) return
    }
    setDraft({})
    setOpen(open)
  }
  const save = async () => {
    try {
      await mutateAsync(changes)
    } catch {
      // The hook has said why; what was typed stays.
      return
    }
    setDraft({})
    setOpen(false)
  }

  return (
    <Drawer open={isOpen} onOpenChange={(open) => void turn(open)}>
      <Drawer.Trigger asChild>
        <IconButton
          size="2xsmall"
          variant="transparent"
          aria-label={t("further.open", { market: label })}
        >
          <Adjustments />
        </IconButton>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("further.title", { market: label })}</Drawer.Title>
          <Drawer.Description className="text-ui-fg-subtle txt-small">
            {defaults ? t("further.of_market") : t("further.of_all")}
          </Drawer.Description>
        </Drawer.Header>
        <Drawer.Body
          className="flex flex-col gap-y-6 overflow-y-auto"
          data-testid="klarna-further-settings"
        >
          {FURTHER_SETTINGS.map((key) => (
            <FurtherSetting
              key={key}
              settingKey={key}
              market={cells}
              problem={draftProblem(draft, key)}
            />
          ))}
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button size="small" variant="secondary">
              {t("further.cancel")}
            </Button>
          </Drawer.Close>
          <Button
            size="small"
            onClick={() => void save()}
            isLoading={isPending}
            disabled={!isChanged || isWrong}
          >
            {t("further.save")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
