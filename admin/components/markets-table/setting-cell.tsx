import { ArrowUturnLeft } from "@medusajs/icons"
import { IconButton, Select, Switch, Text, Tooltip } from "@medusajs/ui"
import { useId } from "react"
import { fieldOf, type MarketSettings, type SettingKey } from "../../../src/settings"
import { useText } from "../../hooks/use-text"

/** What a cell of the table knows about its market. */
export type CellMarket = {
  label: string
  settings: MarketSettings
  /** The value that a market without one of its own has; absent for the defaults, which inherit from nobody. */
  inherited?: MarketSettings
  /** Whether the market has a value of its own. */
  isOwn: (key: SettingKey) => boolean
  save: (key: SettingKey, value: boolean | string | null) => void
}

type SettingCellProps = {
  settingKey: SettingKey
  market: CellMarket
  /** Element that explains the setting, where there is one. */
  describedBy?: string
}

/** One setting of one market: a switch or a choice, marked where the value is inherited, with a way back where it is not. */
export const SettingCell = ({ settingKey, market, describedBy }: SettingCellProps) => {
  const { t } = useText()
  const field = fieldOf(settingKey)
  const hint = useId()
  const name = t("settings.field_in_market", {
    field: t(`fields.${field.label}`),
    market: market.label,
  })
  const isInherited = market.inherited !== undefined && !market.isOwn(settingKey)

  if (field.kind === "choice") {
    return (
      <ChoiceCell
        settingKey={settingKey}
        market={market}
        name={name}
        choices={field.choices}
        {...(describedBy ? { describedBy } : {})}
      />
    )
  }
  const descriptions = [describedBy, isInherited ? hint : undefined].filter(Boolean).join(" ")
  return (
    <div className="flex h-7 items-center gap-x-2">
      <Switch
        size="small"
        checked={market.settings[settingKey] === true}
        onCheckedChange={(checked) => market.save(settingKey, checked)}
        aria-label={name}
        {...(descriptions ? { "aria-describedby": descriptions } : {})}
      />
      {isInherited && (
        <Text id={hint} as="span" size="xsmall" className="text-ui-fg-subtle">
          {t("settings.inherited")}
        </Text>
      )}
      {market.inherited !== undefined && !isInherited && (
        <Tooltip content={t("settings.reset_short")}>
          <IconButton
            size="2xsmall"
            variant="transparent"
            onClick={() => market.save(settingKey, null)}
            aria-label={t("settings.reset", {
              field: t(`fields.${field.label}`),
              market: market.label,
            })}
          >
            <ArrowUturnLeft />
          </IconButton>
        </Tooltip>
      )}
    </div>
  )
}

const INHERIT = "inherit"
const WIDE_ENOUGH = { width: 190 }

type ChoiceCellProps = SettingCellProps & { name: string; choices: readonly string[] }

const ChoiceCell = ({ settingKey, market, name, choices, describedBy }: ChoiceCellProps) => {
  const { t } = useText()
  const { label } = fieldOf(settingKey)
  const own = market.inherited === undefined || market.isOwn(settingKey)
  const inherited = market.inherited?.[settingKey]

  return (
    <Select
      size="small"
      value={own ? String(market.settings[settingKey]) : INHERIT}
      onValueChange={(value) => market.save(settingKey, value === INHERIT ? null : value)}
    >
      <Select.Trigger
        aria-label={name}
        style={WIDE_ENOUGH}
        {...(describedBy ? { "aria-describedby": describedBy } : {})}
      >
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        {inherited !== undefined && (
          <Select.Item value={INHERIT}>
            {t("settings.inherit_option", { value: t(`choices.${label}.${String(inherited)}`) })}
          </Select.Item>
        )}
        {choices.map((choice) => (
          <Select.Item key={choice} value={choice}>
            {t(`choices.${label}.${choice}`)}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
