import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { seedProducts, seedPromotions, seedStock } from "./seed/catalogue"
import { seedContext } from "./seed/context"
import { seedProductTaxes, seedRegions, seedTaxRegions } from "./seed/regions"
import { seedShipping } from "./seed/shipping"
import { seedAdmin, seedShop } from "./seed/shop"

/**
 * Fills an empty Medusa with the demo: six markets with regions, taxes, shipping and Klarna, twelve products, promotions, stock and an
 * administrator. Can run again: what exists is left as it is, except the payment providers of the regions and the images' addresses.
 */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const context = seedContext(container, process.env.SHOP_URL ?? "http://localhost:8000")

  const channelId = await seedShop(context)
  const regionIds = await seedRegions(context)
  await seedTaxRegions(context)
  const { locationId, profileId } = await seedShipping(context, channelId, regionIds)
  const productIds = await seedProducts(context, channelId, profileId)
  await seedProductTaxes(context, productIds)
  await seedStock(context, locationId)
  await seedPromotions(context)
  await seedAdmin(context)
  logger.info("The demo store is seeded.")
}
