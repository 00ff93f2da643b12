export { loadRegions, regionOf } from "./load-regions"
export {
  isProviderEnabled,
  marketState,
  type MarketReasonCode,
  type MarketRegion,
  type MarketState,
} from "./market-state"
export {
  saveMarketSettingsStep,
  type SavedMarketSettings,
  type SaveMarketSettingsInput,
} from "./steps/save-market-settings"
export {
  saveKlarnaMarketSettingsWorkflow,
  saveKlarnaMarketSettingsWorkflowId,
} from "./workflows/save-market-settings"
