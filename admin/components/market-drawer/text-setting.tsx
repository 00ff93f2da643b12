import { Hint, Input } from "@medusajs/ui"
import { useId } from "react"
import { fieldOf, type SettingKey } from "../../../src/settings"
import { useText } from "../../hooks/use-text"
import type { CellMarket } from "../markets-table/setting-cell"

type TextSettingProps = {
  settingKey: SettingKey
  market: CellMarket
  /** What is wrong with it. */
  problem: string | undefined
  /** Element that explains the setting. */
  describedBy: string
}

/** A text of a market. Empty, it follows all markets, whose value stands behind it in grey. */
export const TextSetting = ({ settingKey, market, problem, describedBy }: TextSettingProps) => {
  const { t } = useText()
  const hint = useId()
  const field = fieldOf(settingKey)
  const isOwn = market.isOwn(settingKey)
  const followed = market.inherited?.[settingKey] ?? field.default

  return (
    <div className="flex flex-col gap-y-1">
      <Input
        size="small"
        value={isOwn ? String(market.settings[settingKey]) : ""}
        placeholder={String(followed)}
        onChange={({ target }) =>
          market.save(settingKey, target.value.trim() === "" ? null : target.value.trim())
        }
        aria-label={t("settings.field_in_market", {
          field: t(`fields.${field.label}`),
          market: market.label,
        })}
        aria-invalid={problem !== undefined}
        aria-describedby={`${describedBy} ${hint}`}
      />
      <Hint id={hint} variant={problem ? "error" : "info"}>
        {problem
          ? t("further.problem", { problem })
          : isOwn || !market.inherited
            ? ""
            : t("settings.inherited_from_all")}
      </Hint>
    </div>
  )
}
