import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { saveMarketSettingsStep, type SaveMarketSettingsInput } from "../steps/save-market-settings"

/** Id of the workflow, unique in the whole application. */
export const saveKlarnaMarketSettingsWorkflowId = "klarna-save-market-settings"

/**
 * Saves Klarna's settings of one market, or the defaults of all markets. A version that is not the kept one is refused, so that two
 * admins can't overwrite each other unseen. Values must have passed `checkSettings`.
 *
 * @summary Save Klarna's settings of a market.
 * @example
 * const { result } = await saveKlarnaMarketSettingsWorkflow(container).run({
 *   input: { market: "SE", values: { "product.on": false, "cart.on": null }, version: 3 },
 * })
 * result.version // 4
 */
export const saveKlarnaMarketSettingsWorkflow = createWorkflow(
  saveKlarnaMarketSettingsWorkflowId,
  (input: SaveMarketSettingsInput) => new WorkflowResponse(saveMarketSettingsStep(input))
)
