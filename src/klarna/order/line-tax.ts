import { BigNumber } from "bignumber.js"
import { sumOf, type MajorAmount } from "../money"

/** Klarna's highest rate: 100 %. */
const MAX_RATE = 10_000

/**
 * The rate of a line in hundredths of a percent, from its rates in percent. Klarna takes whole ones from 0 to 10000; others are
 * rounded to the nearest.
 *
 * @example
 * taxRate(["5", "9.975"]) // 1498
 */
export function taxRate(percents: readonly MajorAmount[]): number {
  const rate = sumOf(percents).shiftedBy(2).integerValue(BigNumber.ROUND_HALF_UP).toNumber()
  return Math.min(Math.max(rate, 0), MAX_RATE)
}

/**
 * The tax inside a gross amount, from this amount alone: a shop's own tax is rounded in too many ways to be forwarded.
 * Source: Klarna, `total_tax_amount` must be within 1 of `total_amount - total_amount * 10000 / (10000 + tax_rate)`.
 *
 * @param gross minor units
 * @param rate hundredths of a percent
 * @returns minor units
 * @example
 * taxInside(12500, 2500) // 2500
 */
export function taxInside(gross: number, rate: number): number {
  const sign = gross < 0 ? -1 : 1
  const amount = BigInt(Math.abs(gross))
  const divisor = BigInt(MAX_RATE + rate)
  const net = (amount * 20_000n + divisor) / (2n * divisor)
  const tax = Number(amount - net)
  return tax === 0 ? 0 : sign * tax
}

/** Whether Klarna accepts a tax amount for a gross amount and rate: within one minor unit of the exact tax. */
export function isTaxAccepted(tax: number, gross: number, rate: number): boolean {
  const difference = BigInt(gross - tax) * BigInt(MAX_RATE + rate) - BigInt(gross) * 10_000n
  const allowed = BigInt(MAX_RATE + rate)
  return difference <= allowed && difference >= -allowed
}
