import { model } from "@medusajs/framework/utils"

/** What is set for one market, or for all of them (`market` = `default`): a flat map of setting key to value. */
const KlarnaMarketSettings = model.define("klarna_market_settings", {
  id: model.id({ prefix: "klset" }).primaryKey(),
  market: model.text().unique(),
  values: model.json(),
  /** Grows with each save, so that two admins can't overwrite each other unseen. */
  version: model.number().default(1),
})

export default KlarnaMarketSettings
