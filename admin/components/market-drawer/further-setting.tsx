import { Text } from "@medusajs/ui"
import { useId } from "react"
import { fieldOf, type SettingKey } from "../../../src/settings"
import { useText } from "../../hooks/use-text"
import { SettingCell, type CellMarket } from "../markets-table/setting-cell"
import { TextSetting } from "./text-setting"

type FurtherSettingProps = {
  settingKey: SettingKey
  market: CellMarket
  problem: string | undefined
}

/** One setting in a market's drawer, with what it means. */
export const FurtherSetting = ({ settingKey, market, problem }: FurtherSettingProps) => {
  const { t } = useText()
  const help = useId()
  const { label, kind } = fieldOf(settingKey)

  return (
    <div className="flex flex-col gap-y-2">
      <div>
        <Text size="small" leading="compact" weight="plus">
          {t(`fields.${label}`)}
        </Text>
        <Text id={help} size="small" className="text-ui-fg-subtle">
          {t(`help.${label}`)}
        </Text>
      </div>
      {kind === "text" ? (
        <TextSetting settingKey={settingKey} market={market} problem={problem} describedBy={help} />
      ) : (
        <SettingCell settingKey={settingKey} market={market} describedBy={help} />
      )}
    </div>
  )
}
