import { setTimeout as pause } from "node:timers/promises"
import { z } from "zod"
import { described, refusalOf, type Answer } from "./answers"
import { differences, ledgerOf } from "./ledgers"
import type { Shopper } from "./shopper"
import type { World } from "./world"

const Placed = z.object({ order: z.object({ id: z.string() }) })
const Completed = z.union([
  Placed.extend({ type: z.literal("order") }),
  z.object({ type: z.literal("cart"), error: z.object({ message: z.string() }) }),
])
const INTERVAL = 100

/** The order that an answer of `place`, or of Medusa's own completion, names; undefined where it names none. */
export function orderIn(answer: Answer): string | undefined {
  if (answer.status !== 200) return undefined
  return Placed.safeParse(answer.body).data?.order.id
}

/**
 * What is wrong with the answers that one cart got at the same time: each must name the order, all the same one, or refuse in words.
 * A refusal counts only where `mayRefuse` says so.
 */
export function wrongAnswers(answers: Answer[], mayRefuse: boolean): string[] {
  const found: string[] = []
  const orders = new Set<string>()
  for (const answer of answers) {
    const order = orderIn(answer)
    if (order) orders.add(order)
    else if (!mayRefuse || !refused(answer)) found.push(`was answered ${described(answer)}`)
  }
  if (orders.size > 1) found.push(`the answers name different orders: ${[...orders].join(", ")}`)
  return found
}

function refused(answer: Answer): boolean {
  if (refusalOf(answer) !== undefined) return true
  return answer.status === 200 && Completed.safeParse(answer.body).data?.type === "cart"
}

/** What both sides must come to. */
export type Expected = "order" | "nothing" | "either"

export type Patience = {
  expect: Expected
  seconds: number
  /** Done before each look. */
  meanwhile?: () => Promise<void>
}

/** Waits until both sides of a cart are equal and hold what is expected; answers what still differs when the patience ends. */
export async function unequal(
  world: World,
  shopper: Shopper,
  { expect, seconds, meanwhile }: Patience
): Promise<string[]> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    await meanwhile?.()
    const ledger = await ledgerOf(world, shopper)
    const found = differences(ledger)
    const orders = ledger.klarna.length
    if (expect === "order" && orders === 0 && !found.length) found.push("nothing was bought")
    if (expect === "nothing" && orders > 0) found.push("Klarna holds an order")
    if (!found.length || Date.now() > end) return found.map((text) => `${shopper.cartId}: ${text}`)
    await pause(INTERVAL)
  }
}
