import type { OrderLine, ProductIdentifiers } from "../wire/order-line"
import type { LineSource } from "./order-source"
import { clip, plainText, webAddress } from "./text"

const LIMITS = {
  brand: 70,
  category_path: 750,
  global_trade_item_number: 50,
  manufacturer_part_number: 70,
  color: 64,
  size: 64,
} as const satisfies Record<keyof ProductIdentifiers, number>

type ProductFields = Pick<
  OrderLine,
  "image_url" | "product_url" | "product_identifiers" | "merchant_data"
>

/** What shows a product in Klarna's app: links that can be opened, identifiers within Klarna's limits, nothing empty. */
export function productFields(line: LineSource): ProductFields {
  const fields: ProductFields = {}
  const image = webAddress(line.image_url)
  const page = webAddress(line.product_url)
  const identifiers = productIdentifiers(line.product_identifiers)
  if (image) fields.image_url = image
  if (page) fields.product_url = page
  if (identifiers) fields.product_identifiers = identifiers
  // Cutting what another program will read would break it, so it goes as a whole or not at all.
  if (line.merchant_data && line.merchant_data.length <= 1024)
    fields.merchant_data = line.merchant_data
  return fields
}

function productIdentifiers(given: ProductIdentifiers | undefined): ProductIdentifiers | undefined {
  const found: ProductIdentifiers = {}
  for (const key of keysOf(LIMITS)) {
    const text = clip(plainText(given?.[key]), LIMITS[key])
    if (text) found[key] = text
  }
  return Object.keys(found).length ? found : undefined
}

function keysOf<T extends object>(record: T): (keyof T & string)[] {
  const keys: (keyof T & string)[] = []
  for (const key in record) keys.push(key)
  return keys
}
