/** A shipping option of a market: its name, its price in major units and the kind that the admin shows. */
export type ShippingSeed = { name: string; amount: number; kind: "standard" | "express" }

/** A tax rate in per cent; `products` names the handles that it is for, without them it is the market's default. */
export type TaxSeed = { name: string; code: string; rate: number; products?: string[] }

/** One market of the demo: a Medusa region of one country. */
export type MarketSeed = {
  country: string
  region: string
  currency: string
  pricesIncludeTax: boolean
  taxes: TaxSeed[]
  states?: { code: string; name: string; rate: number }[]
  shipping: ShippingSeed[]
}

const BOOKS = ["childrens-book"]
const FOOD_AND_BOOKS = ["coffee-beans", "childrens-book"]

/** The markets of the demo. US prices are without tax and its states add their own, everywhere else prices include it. */
export const MARKETS: MarketSeed[] = [
  {
    country: "se",
    region: "Sweden",
    currency: "sek",
    pricesIncludeTax: true,
    taxes: [
      { name: "Moms 25 %", code: "SE25", rate: 25 },
      { name: "Moms 6 %", code: "SE6", rate: 6, products: BOOKS },
    ],
    shipping: [
      { name: "PostNord", amount: 49, kind: "standard" },
      { name: "DHL Express", amount: 129, kind: "express" },
    ],
  },
  {
    country: "de",
    region: "Germany",
    currency: "eur",
    pricesIncludeTax: true,
    taxes: [
      { name: "MwSt. 19 %", code: "DE19", rate: 19 },
      { name: "MwSt. 7 %", code: "DE7", rate: 7, products: FOOD_AND_BOOKS },
    ],
    shipping: [
      { name: "DHL Paket", amount: 4.9, kind: "standard" },
      { name: "DHL Express", amount: 12.9, kind: "express" },
    ],
  },
  {
    country: "gb",
    region: "United Kingdom",
    currency: "gbp",
    pricesIncludeTax: true,
    taxes: [
      { name: "VAT 20 %", code: "GB20", rate: 20 },
      { name: "VAT 0 %", code: "GB0", rate: 0, products: BOOKS },
    ],
    shipping: [
      { name: "Royal Mail", amount: 3.95, kind: "standard" },
      { name: "DPD Next Day", amount: 7.95, kind: "express" },
    ],
  },
  {
    country: "us",
    region: "United States",
    currency: "usd",
    pricesIncludeTax: false,
    taxes: [{ name: "No sales tax", code: "US0", rate: 0 }],
    states: [
      { code: "ny", name: "New York sales tax", rate: 8.875 },
      { code: "ca", name: "California sales tax", rate: 7.25 },
      { code: "tx", name: "Texas sales tax", rate: 6.25 },
      { code: "fl", name: "Florida sales tax", rate: 6 },
      { code: "wa", name: "Washington sales tax", rate: 6.5 },
      { code: "oh", name: "Ohio sales tax", rate: 5.75 },
    ],
    shipping: [
      { name: "UPS Ground", amount: 7.95, kind: "standard" },
      { name: "FedEx 2Day", amount: 18.95, kind: "express" },
    ],
  },
  {
    country: "nl",
    region: "Netherlands",
    currency: "eur",
    pricesIncludeTax: true,
    taxes: [
      { name: "Btw 21 %", code: "NL21", rate: 21 },
      { name: "Btw 9 %", code: "NL9", rate: 9, products: FOOD_AND_BOOKS },
    ],
    shipping: [
      { name: "PostNL", amount: 4.95, kind: "standard" },
      { name: "DHL Express", amount: 11.95, kind: "express" },
    ],
  },
  {
    country: "no",
    region: "Norway",
    currency: "nok",
    pricesIncludeTax: true,
    taxes: [
      { name: "Mva 25 %", code: "NO25", rate: 25 },
      { name: "Mva 15 %", code: "NO15", rate: 15, products: ["coffee-beans"] },
      { name: "Mva 0 %", code: "NO0", rate: 0, products: BOOKS },
    ],
    shipping: [
      { name: "Posten", amount: 79, kind: "standard" },
      { name: "PostNord", amount: 99, kind: "express" },
    ],
  },
]
