import { MedusaService } from "@medusajs/framework/utils"
import {
  connectionFor,
  parseKlarnaOptions,
  type Connection,
  type KlarnaOptions,
} from "../../options"
import { resolveSettings, type MarketSettings } from "../../settings"
import KlarnaEvent from "./models/klarna-event"
import KlarnaMarketSettings from "./models/klarna-market-settings"
import KlarnaOperation from "./models/klarna-operation"
import KlarnaPurchase from "./models/klarna-purchase"

/** Value of `market` in the row that holds the defaults for all markets. */
export const DEFAULTS_ROW = "default"

/** Keeps settings, purchases, operations and the inbox, and knows how to reach Klarna for a market. */
class KlarnaModuleService extends MedusaService({
  KlarnaMarketSettings,
  KlarnaPurchase,
  KlarnaOperation,
  KlarnaEvent,
}) {
  /** Parsed plugin options and environment. Holds secrets: never log it, never answer with it. */
  readonly options: KlarnaOptions

  constructor(container: Record<string, unknown>, options?: Record<string, unknown>) {
    super(container, options)
    this.options = parseKlarnaOptions(options ?? {}, process.env)
  }

  /**
   * How to reach Klarna for a market, or why that is not possible.
   *
   * @example
   * const connection = klarna.connection("SE")
   * if (connection.available) createKlarnaClient(connection)
   */
  connection(countryCode: string): Connection {
    return connectionFor(this.options, countryCode)
  }

  /**
   * The settings in force for a market.
   *
   * @example
   * (await klarna.settingsFor("SE")).capture // "manual"
   */
  async settingsFor(countryCode: string): Promise<MarketSettings> {
    const market = countryCode.toUpperCase()
    const rows = await this.listKlarnaMarketSettings({ market: [DEFAULTS_ROW, market] })
    const valuesOf = (name: string) => rows.find((row) => row.market === name)?.values
    return resolveSettings(valuesOf(DEFAULTS_ROW), valuesOf(market))
  }
}

export default KlarnaModuleService
