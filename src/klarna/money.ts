import { BigNumber } from "bignumber.js"
import { MARKETS } from "./markets"

/** Our own arithmetic, so that nobody's global settings change how money is rounded. */
const Decimal = BigNumber.clone({
  ROUNDING_MODE: BigNumber.ROUND_HALF_UP,
  DECIMAL_PLACES: 40,
  EXPONENTIAL_AT: 1e9,
})

/** Exact decimal number. */
export type Decimal = BigNumber

/**
 * An amount in major units (12.5 is twelve and a half): a decimal string, a number, or a big number in any of the shapes in which
 * Medusa gives it (`{ value }`, its BigNumber class with `raw`, bignumber.js).
 */
export type MajorAmount =
  | string
  | number
  | BigNumber
  | { value: string | number }
  | { numeric: number; raw?: { value: string | number } | undefined }

/** Every currency of Klarna's has two decimals; HUF and CZK too, whatever other tables say. Source: Klarna, "Data types". */
const DECIMALS: ReadonlyMap<string, number> = new Map(MARKETS.map((market) => [market.currency, 2]))

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i

/**
 * Reads an amount exactly.
 *
 * @throws RangeError when it is no finite decimal number
 */
export function toDecimal(amount: MajorAmount): Decimal {
  if (typeof amount === "number") return finite(new Decimal(amount), amount)
  if (typeof amount === "string") {
    const text = amount.trim()
    if (!NUMBER.test(text)) throw notAnAmount(amount)
    return finite(new Decimal(text), amount)
  }
  if (amount === null || typeof amount !== "object") throw notAnAmount(amount)
  if (BigNumber.isBigNumber(amount)) return finite(new Decimal(amount), "big number")
  if ("raw" in amount && amount.raw) return toDecimal(amount.raw.value)
  if ("value" in amount) return toDecimal(amount.value)
  if ("numeric" in amount) return toDecimal(amount.numeric)
  throw notAnAmount(amount)
}

/**
 * Major units to minor units, half up (away from zero below it), in exact decimal arithmetic.
 *
 * @param amount major units
 * @param currency ISO 4217 in any case
 * @returns minor units, an integer
 * @throws RangeError when the amount is not finite or too large, or when Klarna does not know the currency
 * @example
 * toMinor("27.676425", "EUR") // 2768
 * toMinor(1990, "HUF") // 199000
 */
export function toMinor(amount: MajorAmount, currency: string): number {
  return safeInteger(minorUnits(amount, currency).integerValue(BigNumber.ROUND_HALF_UP))
}

/**
 * Minor units to major units, exact.
 *
 * @param minor minor units, an integer
 * @returns decimal string
 * @throws RangeError when it is no integer, or when Klarna does not know the currency
 * @example
 * toMajor(1250, "EUR") // "12.50"
 */
export function toMajor(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`${String(minor)} is not a whole number of minor units`)
  const decimals = decimalsOf(currency)
  return new Decimal(minor).shiftedBy(-decimals).toFixed(decimals)
}

/** Major units to minor units, exact and unrounded. */
export function minorUnits(amount: MajorAmount, currency: string): Decimal {
  return toDecimal(amount).shiftedBy(decimalsOf(currency))
}

/** A whole decimal as a number. @throws RangeError beyond what a number holds exactly */
export function safeInteger(value: Decimal): number {
  const number = value.toNumber()
  if (!Number.isSafeInteger(number)) throw new RangeError("The amount is too large")
  return number === 0 ? 0 : number
}

/** A decimal of our own kind, for arithmetic. */
export function decimal(value: number): Decimal {
  return new Decimal(value)
}

/** Number of decimals of a currency at Klarna. @throws RangeError for a currency that Klarna does not know */
export function decimalsOf(currency: string): number {
  const decimals = DECIMALS.get(currency.toUpperCase())
  if (decimals === undefined) {
    throw new RangeError(`Klarna does not take the currency "${currency.slice(0, 8)}"`)
  }
  return decimals
}

/** Exact sum. */
export function sumOf(amounts: readonly MajorAmount[]): Decimal {
  return amounts.reduce<Decimal>((sum, amount) => sum.plus(toDecimal(amount)), new Decimal(0))
}

function finite(value: Decimal, source: unknown): Decimal {
  if (!value.isFinite()) throw notAnAmount(source)
  return value
}

function notAnAmount(source: unknown): RangeError {
  const shown = typeof source === "object" ? "the given object" : `"${String(source).slice(0, 40)}"`
  return new RangeError(`${shown} is not an amount`)
}
