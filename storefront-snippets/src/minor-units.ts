/**
 * An amount as Medusa's store API gives it (major units) in minor units. Every currency that Klarna takes has two decimals.
 *
 * @returns an integer, or `null` for what is no amount
 * @example
 * minorUnits(1049.9) // 104990
 */
export function minorUnits(amount: number | null | undefined): number | null {
  if (typeof amount !== "number" || !Number.isFinite(amount)) return null
  // 1.005 * 100 is 100.49999999999999: fifteen digits are what a double holds exactly.
  const minor = Math.round(Number((amount * 100).toPrecision(15)))
  return Number.isSafeInteger(minor) ? minor : null
}
