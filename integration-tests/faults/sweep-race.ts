import { setTimeout as pause } from "node:timers/promises"
import type { Chance } from "./chance"
import { Shopper } from "./shopper"
import { unequal, wrongAnswers } from "./verdicts"
import type { World } from "./world"

const MINUTE_MS = 60_000
/** How long a run of the job takes about, for one purchase. */
const RUN_MS = 500
const LEAD_MS = 300
const PATIENCE = 30

/** Shoppers place in the very moments in which the job, on both processes, finds their purchases due. */
export async function placeWhileSwept(
  world: World,
  chance: Chance,
  shoppers: number
): Promise<string[][]> {
  const all: (Shopper & { token: string })[] = []
  for (let i = 0; i < shoppers; i++) all.push(await Shopper.approved(world, world.second))
  await pause(MINUTE_MS - ((Date.now() + LEAD_MS) % MINUTE_MS))
  for (const shopper of all) await shopper.due()
  return Promise.all(
    all.map(async (shopper) => {
      await pause(chance.below(LEAD_MS + RUN_MS * (shoppers + 1)))
      const answer = await shopper.place(world.second, shopper.token)
      return [
        ...wrongAnswers([answer], false),
        ...(await unequal(world, shopper, { expect: "order", seconds: PATIENCE })),
      ]
    })
  )
}
