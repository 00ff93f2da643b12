import { createHash } from "node:crypto"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { localeFor, marketOf } from "../../../../klarna/markets"
import { KLARNA_MODULE } from "../../../../modules/klarna"
import type KlarnaModuleService from "../../../../modules/klarna/service"
import { loadRegions, marketState, regionOf } from "../../../../workflows/settings"
import { buildConfig, emptyConfig } from "./build-config"
import type { StoreKlarnaConfig } from "./types"
import { StoreKlarnaConfigQuery } from "./validators"

/**
 * A browser asks each time and mostly hears 304; a CDN may answer for ten seconds, so that a switch in the admin is seen soon.
 */
const CACHE_CONTROL = "public, max-age=0, s-maxage=10, must-revalidate"

/** All that a storefront needs to show Klarna in a market. A storefront's page depends on it: it answers, whatever is wrong. */
export async function GET(
  req: MedusaRequest,
  res: MedusaResponse<StoreKlarnaConfig>
): Promise<void> {
  const query = StoreKlarnaConfigQuery.safeParse(req.query)
  if (!query.success) {
    const fields = query.error.issues.map((issue) => `'${issue.path.join(".")}'`).join(", ")
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `Invalid request: ${fields} must be one short text`
    )
  }
  // Medusa takes `locale` out of the query (or out of its own header) before we see it; older versions leave it there.
  const wanted = req.locale ?? query.data.locale
  const config = await configFor(req.scope, query.data.country_code, wanted)
  const passing = config.reason === "unavailable"
  res.setHeader("Cache-Control", passing ? "no-store" : CACHE_CONTROL)
  res.vary("x-medusa-locale")
  res.setHeader("ETag", etagOf(config))
  // Express answers 304 by itself where the browser already has this ETag.
  res.json(config)
}

async function configFor(
  scope: MedusaContainer,
  countryCode: string | undefined,
  wantedLocale: string | undefined
): Promise<StoreKlarnaConfig> {
  if (!countryCode) return emptyConfig("country_missing", null)
  const market = marketOf(countryCode)
  if (!market)
    return emptyConfig(
      "market_unknown",
      /^[a-z]{2}$/i.test(countryCode) ? countryCode.toUpperCase() : null
    )

  try {
    const klarna = scope.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const [settings, regions] = await Promise.all([
      klarna.settingsFor(market.country),
      loadRegions(scope, market.country),
    ])
    const connection = klarna.connection(market.country)
    const region = regionOf(regions, market.country)
    return buildConfig({
      country: market.country,
      currency: market.currency,
      locale: localeFor(market.country, wantedLocale),
      connection,
      state: marketState({ ...market, connection, region, settings }),
      settings,
      scripts: klarna.options.scripts,
    })
  } catch (error) {
    const logger = scope.resolve(ContainerRegistrationKeys.LOGGER)
    const message = error instanceof Error ? error.message : "unknown error"
    logger.error(`Klarna: the configuration of ${market.country} could not be read: ${message}`)
    return emptyConfig("unavailable", market.country)
  }
}

function etagOf(config: StoreKlarnaConfig): string {
  return `"${createHash("sha256").update(JSON.stringify(config)).digest("base64url").slice(0, 27)}"`
}
