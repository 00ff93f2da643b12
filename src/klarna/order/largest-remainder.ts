import { BigNumber } from "bignumber.js"
import { safeInteger, type Decimal } from "../money"

/**
 * Rounds parts to whole numbers that sum to a target: each is rounded down, and what is then missing goes, one each, to the parts
 * that lost most. Every result is within one of its part.
 *
 * @returns the whole parts, and `excess`: what of the target could not be placed so (zero where the parts sum to about the target)
 * @example
 * largestRemainder([new BigNumber("1.5"), new BigNumber("1.5")], 3) // { whole: [2, 1], excess: 0 }
 */
export function largestRemainder(
  parts: readonly Decimal[],
  target: number
): { whole: number[]; excess: number } {
  const floors = parts.map((part) => safeInteger(part.integerValue(BigNumber.ROUND_FLOOR)))
  const missing = target - floors.reduce((sum, floor) => sum + floor, 0)
  const lost = parts.map((part, index) => ({ index, fraction: part.minus(floors[index] ?? 0) }))
  const placed = Math.min(Math.max(missing, 0), parts.length)
  const winners = new Set(
    lost
      .sort((a, b) => b.fraction.comparedTo(a.fraction) || a.index - b.index)
      .slice(0, placed)
      .map(({ index }) => index)
  )
  return {
    whole: floors.map((floor, index) => floor + (winners.has(index) ? 1 : 0)),
    excess: missing - placed,
  }
}
