/** Prices in major units by currency. */
export type Prices = { sek: number; eur: number; gbp: number; usd: number; nok: number }

/** A variant: the value of the product's one option, and its SKU. */
export type VariantSeed = { value: string; sku: string; ean?: string; prices?: Prices }

/** A product of the demo shop. `prices` is for all variants that have none of their own. */
export type ProductSeed = {
  handle: string
  title: string
  subtitle: string
  description: string
  category: string
  option: string
  variants: VariantSeed[]
  prices: Prices
  weight: number
  giftCard?: boolean
}

const prices = (sek: number, eur: number, gbp: number, usd: number, nok: number): Prices => ({
  sek,
  eur,
  gbp,
  usd,
  nok,
})

const sizes = (sku: string, values: string[]): VariantSeed[] =>
  values.map((value) => ({ value, sku: `${sku}-${value.toUpperCase().replace(/\s+/g, "-")}` }))

/** The twelve products. Odd prices are on purpose: rounding shows where sums are not exact. */
export const PRODUCTS: ProductSeed[] = [
  {
    handle: "wool-sweater",
    title: "Wool sweater",
    subtitle: "Knitted from soft lambswool",
    description: "A warm crew neck from lambswool that gets better with every winter.",
    category: "Clothing",
    option: "Size",
    variants: sizes("SWEATER", ["S", "M", "L", "XL"]),
    prices: prices(899, 89.95, 79.5, 94.99, 949),
    weight: 520,
  },
  {
    handle: "linen-shirt",
    title: "Linen shirt",
    subtitle: "Light, washed, easy",
    description: "A washed linen shirt with mother-of-pearl buttons, cut straight.",
    category: "Clothing",
    option: "Size",
    variants: sizes("SHIRT", ["S", "M", "L"]),
    prices: prices(599, 59.9, 49.95, 64.5, 649),
    weight: 240,
  },
  {
    handle: "rain-jacket",
    title: "Rain jacket",
    subtitle: "Dry in any weather",
    description: "A three-layer shell with taped seams and a hood that follows your head.",
    category: "Clothing",
    option: "Size",
    variants: sizes("JACKET", ["S", "M", "L"]),
    prices: prices(1799, 179, 159, 189.99, 1899),
    weight: 610,
  },
  {
    handle: "canvas-tote",
    title: "Canvas tote",
    subtitle: "Carries the market home",
    description: "Heavy organic canvas with long handles and an inner pocket.",
    category: "Accessories",
    option: "Color",
    variants: sizes("TOTE", ["Natural", "Black"]),
    prices: prices(249, 24.9, 19.95, 26.5, 259),
    weight: 310,
  },
  {
    handle: "ceramic-mug",
    title: "Ceramic mug",
    subtitle: "Thrown by hand",
    description: "Stoneware with a matte glaze. Holds 300 ml, goes into the dishwasher.",
    category: "Home",
    option: "Color",
    variants: sizes("MUG", ["Sand", "Moss", "Ink"]),
    prices: prices(179, 17.95, 14.95, 18.75, 189),
    weight: 380,
  },
  {
    handle: "desk-lamp",
    title: "Desk lamp",
    subtitle: "Light where you need it",
    description: "A brushed steel lamp with a warm dimmable light and a long arm.",
    category: "Home",
    option: "Finish",
    variants: sizes("LAMP", ["Steel", "Brass"]),
    prices: prices(1249, 119.9, 99.95, 129, 1299),
    weight: 1900,
  },
  {
    handle: "running-shoes",
    title: "Running shoes",
    subtitle: "For the long way round",
    description: "A cushioned daily trainer with a breathing knit upper.",
    category: "Sport",
    option: "Size",
    variants: sizes("SHOES", ["38", "40", "42", "44"]),
    prices: prices(1399, 139.95, 119, 144.49, 1499),
    weight: 560,
  },
  {
    handle: "leather-wallet",
    title: "Leather wallet",
    subtitle: "Thin, for eight cards",
    description: "Vegetable-tanned leather, stitched by hand, with a pocket for coins.",
    category: "Accessories",
    option: "Color",
    variants: sizes("WALLET", ["Cognac", "Black"]),
    prices: prices(499, 49.95, 42.5, 52.99, 529),
    weight: 90,
  },
  {
    handle: "notebook-set",
    title: "Notebook set",
    subtitle: "Three notebooks, dotted",
    description: "Three thread-bound notebooks with 96 dotted pages each.",
    category: "Home",
    option: "Format",
    variants: sizes("NOTEBOOK", ["A5", "A6"]),
    prices: prices(199, 18.99, 15.99, 19.99, 209),
    weight: 420,
  },
  {
    handle: "coffee-beans",
    title: "Coffee beans",
    subtitle: "Roasted every Tuesday",
    description: "Washed beans from Huehuetenango with notes of cocoa and orange.",
    category: "Food",
    option: "Weight",
    variants: [
      { value: "250 g", sku: "COFFEE-250" },
      { value: "1 kg", sku: "COFFEE-1000", prices: prices(379, 34.9, 29.95, 38.5, 399) },
    ],
    prices: prices(119, 10.99, 9.5, 12.25, 125),
    weight: 270,
  },
  {
    handle: "childrens-book",
    title: "The Fox and the Snow",
    subtitle: "A picture book",
    description: "A picture book for reading aloud, from three years.",
    category: "Books",
    option: "Cover",
    variants: sizes("BOOK", ["Hardcover", "Paperback"]),
    prices: prices(159, 15.99, 11.99, 16.95, 169),
    weight: 350,
  },
  {
    handle: "gift-card",
    title: "Gift card",
    subtitle: "Always fits",
    description: "A gift card for everything in the shop.",
    category: "Gift cards",
    option: "Value",
    variants: [
      { value: "Small", sku: "GIFT-S" },
      { value: "Medium", sku: "GIFT-M", prices: prices(500, 50, 50, 50, 500) },
      { value: "Large", sku: "GIFT-L", prices: prices(1000, 100, 100, 100, 1000) },
    ],
    prices: prices(250, 25, 25, 25, 250),
    weight: 0,
    giftCard: true,
  },
]
