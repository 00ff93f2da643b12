import { setTimeout as pause } from "node:timers/promises"
import { described, type Answer } from "./answers"
import type { Chance } from "./chance"
import { Shopper } from "./shopper"
import { orderIn, unequal, wrongAnswers } from "./verdicts"
import type { Hold } from "./wire"
import type { World } from "./world"

/** How far apart two callers may begin. */
const SPREAD_MS = 60
/** Until what a race began in the background is done. */
const PATIENCE = 20
/** How long another shopper may wait while Klarna is slow. */
const OTHERS_WAIT_MS = 5_000

/** One repetition; answers what is wrong afterwards. */
export type Race = (world: World, chance: Chance) => Promise<string[]>

/** What may happen to one cart at the same time, on two Medusa processes. */
export const RACES: Record<string, Race> = {
  "two tabs place on two processes": async (world, chance) => {
    const shopper = await Shopper.approved(world, world.first)
    const answers = await together(chance, [
      () => shopper.place(world.first, shopper.token),
      () => shopper.place(world.second, shopper.token),
    ])
    return [...wrongAnswers(answers, false), ...(await bought(world, shopper))]
  },

  "a double click on one process": async (world, chance) => {
    const shopper = await Shopper.approved(world, world.second)
    const click = () => shopper.place(world.second, shopper.token)
    const answers = await together(chance, [click, click, click])
    return [...wrongAnswers(answers, false), ...(await bought(world, shopper))]
  },

  "the browser places while Klarna calls": async (world, chance) => {
    const shopper = await Shopper.approved(world, world.second)
    const [told, placed] = await together(chance, [
      () => shopper.callback(world.first),
      () => shopper.place(world.second, shopper.token),
    ])
    return [
      ...(told?.status === 200 ? [] : ["Klarna's call was refused"]),
      ...wrongAnswers(placed ? [placed] : [], false),
      ...(await bought(world, shopper)),
    ]
  },

  "place and Medusa's own completion": async (world, chance) => {
    const shopper = await Shopper.approved(world, world.first)
    const answers = await together(chance, [
      () => shopper.place(world.first, shopper.token),
      () => shopper.complete(world.second),
    ])
    return [...wrongAnswers(answers, true), ...(await bought(world, shopper))]
  },

  "place while the cart changes elsewhere": async (world, chance) => {
    const shopper = await Shopper.approved(world, world.first)
    const [placed, changed, refreshed] = await together(chance, [
      () => shopper.place(world.first, shopper.token),
      () => shopper.changeQuantity(world.second, 2),
      () => shopper.refresh(world.second),
    ])
    const answers = [placed, changed, refreshed].filter((answer) => answer !== undefined)
    const broken = answers.filter(({ status }) => status === "died" || status >= 500)
    const wrong = [
      ...broken.map((answer) => `was answered ${described(answer)}`),
      ...wrongAnswers(placed ? [placed] : [], true),
    ]
    // The shopper goes on with what the cart holds now, unless the order is there already.
    const again = placed && orderIn(placed) ? placed : await goOn(world, shopper)
    return [...wrong, ...wrongAnswers([again], false), ...(await bought(world, shopper))]
  },
}

/**
 * Klarna takes long, and more shoppers wait for it than a process has connections to its database: whoever else comes to the shop
 * does not notice, and all of them get their orders.
 */
export async function slowKlarna(world: World, shoppers: number): Promise<string[][]> {
  const approved: (Shopper & { token: string })[] = []
  for (let i = 0; i < shoppers; i++) approved.push(await Shopper.approved(world, world.second))
  const waiting: { shopper: Shopper; hold: Hold; answer: Promise<Answer> }[] = []
  for (const shopper of approved) {
    const hold = world.wire.hold("createOrder", "before", shopper.cartId)
    const answer = shopper.place(world.second, shopper.token)
    await Promise.race([hold.reached, answer])
    waiting.push({ shopper, hold, answer })
  }
  const other = await within(OTHERS_WAIT_MS, Shopper.withCart(world, world.second))
  for (const { hold } of waiting) hold.release()
  const outcomes = await Promise.all(
    waiting.map(async ({ shopper, answer }) => [
      ...wrongAnswers([await answer], false),
      ...(await bought(world, shopper)),
    ])
  )
  return [other ? [] : ["another shopper could not fill a cart meanwhile"], ...outcomes]
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const late = Symbol("late")
  const end = await Promise.race([
    work.catch(() => late),
    pause(milliseconds, late, { ref: false }),
  ])
  return end !== late
}

async function goOn(world: World, shopper: Shopper): Promise<Answer> {
  return shopper.place(world.second, await shopper.approve(world.second))
}

function bought(world: World, shopper: Shopper): Promise<string[]> {
  return unequal(world, shopper, { expect: "order", seconds: PATIENCE })
}

/** Begins all within a moment, in an order that chance decides. */
export function together(chance: Chance, work: (() => Promise<Answer>)[]): Promise<Answer[]> {
  return Promise.all(
    work.map(async (run) => {
      await pause(chance.below(SPREAD_MS))
      return run()
    })
  )
}
