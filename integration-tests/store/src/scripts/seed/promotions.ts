/** A promotion that a shopper enters by its code. */
export type PromotionSeed = { code: string } & (
  { type: "percentage"; value: number } | { type: "fixed"; value: number; currency: string }
)

/** `TEN` takes ten per cent off every item; the others take a sum off the items of a cart in their currency. */
export const PROMOTIONS: PromotionSeed[] = [
  { code: "TEN", type: "percentage", value: 10 },
  { code: "HUNDRA", type: "fixed", value: 100, currency: "sek" },
  { code: "FIVE-EUR", type: "fixed", value: 5, currency: "eur" },
  { code: "FIVE-GBP", type: "fixed", value: 5, currency: "gbp" },
  { code: "FIVE-USD", type: "fixed", value: 5, currency: "usd" },
]
