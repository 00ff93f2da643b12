import type { OrderLine } from "../klarna/wire"
import type { Operation } from "./ports"

/** What Klarna has authorised: total in minor units, and the lines that explain it. */
export type Authorized = { amount: number; order_lines: OrderLine[] }

/**
 * What Klarna has authorised now: what was placed, or what the last change of the order made of it.
 *
 * @param operations operations of the order, oldest first
 */
export function authorizedNow(placed: Authorized, operations: readonly Operation[]): Authorized {
  const last = operations
    .filter(
      ({ kind, state, amount }) => kind === "authorization" && state === "done" && amount !== null
    )
    .at(-1)
  return last ? { amount: last.amount ?? 0, order_lines: last.details.order_lines ?? [] } : placed
}

/** Sum of what was done, in minor units. */
export function sumDone(operations: readonly Operation[], kind: "capture" | "refund"): number {
  return sumOf(
    operations.filter((operation) => operation.kind === kind && operation.state === "done")
  )
}

/** Sum in minor units. */
export function sumOf(operations: readonly Operation[]): number {
  return operations.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
}

/** Lines of those operations that Klarna has done. */
export function takenLines(operations: readonly Operation[]): OrderLine[] {
  return operations
    .filter(({ state }) => state === "done")
    .flatMap(({ details }) => details.order_lines ?? [])
}
