export {
  fieldOf,
  isSettingKey,
  PLACEMENTS,
  SETTING_FIELDS,
  SETTING_KEYS,
  type MarketSettings,
  type Placement,
  type SettingField,
  type SettingKey,
  type SettingValues,
} from "./fields"
export { applyChange } from "./apply-change"
export { checkSettings, problemOf, type SettingProblem } from "./check-settings"
export { confirmationUrl, type ConfirmationUrlParts } from "./confirmation-url"
export { describeChange, type SettingChange } from "./describe-change"
export { productUrl, type ProductUrlParts } from "./product-url"
export { originOf, resolveSettings, type SettingOrigin } from "./resolve-settings"
