const MICRO = 1_000_000

/** Major units as millionths, so that sums are exact: Medusa's amounts have more decimals than the currency where taxes are odd. */
export function toMicro(major: number): number {
  return Math.round(major * MICRO)
}

export function fromMicro(micro: number): number {
  return micro / MICRO
}

/** Major units to minor units, half up. Every currency here has two decimals. */
export function toMinor(major: number): number {
  return Math.round(toMicro(major) / 10_000)
}
