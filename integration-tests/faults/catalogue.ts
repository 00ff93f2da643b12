import { z } from "zod"
import { ProductsAnswer, RegionsAnswer, ShippingOptionsAnswer } from "../once/schemas"
import { SCENARIOS } from "../once/scenarios"
import { success, type Answers } from "./answers"
import type { Sql } from "./sql"

/** What the shoppers of these tests buy, and where. */
export type Catalogue = { regionId: string; variantId: string; shippingOptionId: string }

const PLENTY = 100_000

const [SWEDEN] = SCENARIOS
if (!SWEDEN) throw new Error("There is no scenario to buy.")
export const ADDRESS = SWEDEN.address

const CartId = z.object({ cart: z.object({ id: z.string() }) })

/** Finds what is bought, and makes sure that there is enough of it. */
export async function openCatalogue(store: Answers, sql: Sql): Promise<Catalogue> {
  const item = SWEDEN?.items[0]
  const { regions } = success(
    await store.get("/store/regions?fields=id,*countries"),
    RegionsAnswer,
    "the regions"
  )
  const region = regions.find(({ countries }) => countries.some(({ iso_2 }) => iso_2 === "se"))
  const { products } = success(
    await store.get(
      `/store/products?handle=${item?.handle}&fields=handle,variants.id,variants.sku`
    ),
    ProductsAnswer,
    "the products"
  )
  const variant = products[0]?.variants.find(({ sku }) => sku === item?.sku)
  if (!region || !variant) throw new Error("The seeded shop does not sell to Sweden.")
  await sql.rows(`update inventory_level set stocked_quantity = $1, raw_stocked_quantity = $2`, [
    PLENTY,
    { value: String(PLENTY), precision: 20 },
  ])
  const { cart } = success(
    await store.post("/store/carts", { region_id: region.id, shipping_address: ADDRESS }),
    CartId,
    "a cart"
  )
  const { shipping_options } = success(
    await store.get(`/store/shipping-options?cart_id=${cart.id}`),
    ShippingOptionsAnswer,
    "the shipping options"
  )
  const option = shipping_options.find(({ name }) => name === SWEDEN?.shipping)
  if (!option) throw new Error("The seeded shop does not ship to Sweden.")
  return { regionId: region.id, variantId: variant.id, shippingOptionId: option.id }
}
