import {
  createInventoryLevelsWorkflow,
  createProductCategoriesWorkflow,
  createProductsWorkflow,
  createPromotionsWorkflow,
  updateProductsWorkflow,
} from "@medusajs/medusa/core-flows"
import { PRODUCTS, type ProductSeed } from "./products"
import { PROMOTIONS, type PromotionSeed } from "./promotions"
import type { SeedContext } from "./context"

const STOCK = 10_000

/** Products with their variants, prices and images. Answers their ids by handle. */
export async function seedProducts(
  context: SeedContext,
  channelId: string,
  profileId: string
): Promise<Map<string, string>> {
  const { container, find } = context
  const categories = await ensureCategories(context)
  const ids = new Map<string, string>()
  for (const seed of PRODUCTS) {
    const image = `${context.shopUrl}/images/${seed.handle}.svg`
    const [existing] = await find<{ id: string; thumbnail: string | null }>(
      "product",
      { handle: seed.handle },
      ["id", "thumbnail"]
    )
    if (existing) {
      ids.set(seed.handle, existing.id)
      if (existing.thumbnail !== image) {
        await updateProductsWorkflow(container).run({
          input: {
            selector: { id: existing.id },
            update: { thumbnail: image, images: [{ url: image }] },
          },
        })
      }
      continue
    }
    const categoryId = categories.get(seed.category)
    const { result } = await createProductsWorkflow(container).run({
      input: {
        products: [
          {
            ...productInput(seed, image),
            sales_channels: [{ id: channelId }],
            ...(seed.giftCard ? {} : { shipping_profile_id: profileId }),
            category_ids: categoryId ? [categoryId] : [],
          },
        ],
      },
    })
    for (const product of result) ids.set(seed.handle, product.id)
  }
  return ids
}

function productInput(seed: ProductSeed, image: string) {
  return {
    title: seed.title,
    subtitle: seed.subtitle,
    description: seed.description,
    handle: seed.handle,
    status: "published" as const,
    is_giftcard: seed.giftCard ?? false,
    discountable: !seed.giftCard,
    weight: seed.weight,
    thumbnail: image,
    images: [{ url: image }],
    options: [{ title: seed.option, values: seed.variants.map((variant) => variant.value) }],
    variants: seed.variants.map((variant) => ({
      title: variant.value,
      sku: variant.sku,
      manage_inventory: !seed.giftCard,
      options: { [seed.option]: variant.value },
      prices: Object.entries(variant.prices ?? seed.prices).map(([currency_code, amount]) => ({
        currency_code,
        amount,
      })),
    })),
  }
}

async function ensureCategories({ container, find }: SeedContext): Promise<Map<string, string>> {
  const existing = await find<{ id: string; name: string }>("product_category", {})
  const ids = new Map(existing.map((category) => [category.name, category.id]))
  const missing = [...new Set(PRODUCTS.map((seed) => seed.category))].filter(
    (name) => !ids.has(name)
  )
  if (!missing.length) return ids
  const { result } = await createProductCategoriesWorkflow(container).run({
    input: { product_categories: missing.map((name) => ({ name, is_active: true })) },
  })
  for (const category of result) ids.set(category.name, category.id)
  return ids
}

/** Stock of every inventory item in the warehouse. */
export async function seedStock(
  { container, find }: SeedContext,
  locationId: string
): Promise<void> {
  const items = await find<{ id: string }>("inventory_item", {}, ["id"])
  const levels = await find<{ inventory_item_id: string }>(
    "inventory_level",
    { location_id: locationId },
    ["inventory_item_id"]
  )
  const stocked = new Set(levels.map((level) => level.inventory_item_id))
  const missing = items.filter((item) => !stocked.has(item.id))
  if (!missing.length) return
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: missing.map((item) => ({
        inventory_item_id: item.id,
        location_id: locationId,
        stocked_quantity: STOCK,
      })),
    },
  })
}

/** Promotions that a shopper enters by code. */
export async function seedPromotions({ container, find }: SeedContext): Promise<void> {
  for (const seed of PROMOTIONS) {
    const existing = await find("promotion", { code: seed.code })
    if (existing.length) continue
    await createPromotionsWorkflow(container).run({
      input: { promotionsData: [promotionInput(seed)] },
    })
  }
}

function promotionInput(seed: PromotionSeed) {
  return {
    code: seed.code,
    type: "standard" as const,
    status: "active" as const,
    is_automatic: false,
    is_tax_inclusive: seed.type === "fixed" && seed.currency !== "usd",
    application_method: {
      type: seed.type,
      target_type: "items" as const,
      allocation: "across" as const,
      value: seed.value,
      ...(seed.type === "fixed" ? { currency_code: seed.currency } : {}),
    },
  }
}
