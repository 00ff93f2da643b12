import type { Progress } from "../runner/progress"
import { Chance } from "./chance"
import { killOnce, type Victim } from "./kill"
import { capturing, opening } from "./other-calls"
import { atMoments, everyPlacement, forgotten, impatient } from "./placements"
import { RACES, slowKlarna } from "./races"
import { placeWhileSwept } from "./sweep-race"
import type { Tally } from "./tally"
import type { World } from "./world"

/** How much is tried. */
export type Extent = {
  /** Of each race. */
  repetitions: number
  /** Also what takes minutes: locks that are waited for, approvals that end, kills at moments that chance chooses. */
  thorough: boolean
  /** Only cases whose name contains this. */
  only: string | undefined
  seed: number
}

/** Races that are run at the same time, each with carts of their own. */
const AT_ONCE = 2
/** More than the connections that a Medusa process has to its database by default. */
const WAITING_SHOPPERS = 12
/** Shoppers of one run of the job. */
const SWEPT_AT_ONCE = 10
const MOMENTS = [2, 10, 30, 80]
const MOMENTS_AT_ONCE = 9
const LATEST_MOMENT_MS = 250
/** One kill for so many repetitions of the races. */
const REPETITIONS_A_KILL = 20

/** Runs races and kills against two Medusa processes, and counts what held. `label` names the modules that they share. */
export async function runFaults(
  { world, label }: { world: World; label: string },
  { repetitions, thorough, only, seed }: Extent,
  { tally, progress }: { tally: Tally; progress: Progress }
): Promise<void> {
  const chance = new Chance(seed)
  progress.line(`Races and kills on ${label}, seed ${seed}`)
  const run = async (name: string, work: () => Promise<string[][]>) => {
    if (!only || name.includes(only)) await tally.run(`${label}: ${name}`, work)
  }
  const kill = (name: string, victims: () => Promise<Victim[]>, locksEnd = true) =>
    run(`killed ${name}`, async () => killOnce(world, await victims(), { locksEnd }))

  for (const [name, race] of Object.entries(RACES)) {
    await run(name, () => repeated(repetitions, AT_ONCE, () => race(world, chance)))
  }
  await run("place while the sweep looks", async () => {
    const outcomes: string[][] = []
    while (outcomes.length < repetitions) {
      const shoppers = Math.min(SWEPT_AT_ONCE, repetitions - outcomes.length)
      outcomes.push(...(await placeWhileSwept(world, chance, shoppers)))
    }
    return outcomes
  })
  await run("Klarna is slow for more than it has connections", () =>
    slowKlarna(world, WAITING_SHOPPERS)
  )
  await kill("in the middle", async () => [
    ...(await everyPlacement(world)),
    ...(await atMoments(world, MOMENTS)),
    await opening(world, "before"),
    await opening(world, "after"),
    await capturing(world),
  ])
  if (!thorough) return

  for (let i = 0; i < Math.ceil(repetitions / REPETITIONS_A_KILL); i++) {
    const moments = Array.from({ length: MOMENTS_AT_ONCE }, () => chance.below(LATEST_MOMENT_MS))
    await kill(`at moments of chance (${i + 1})`, () => atMoments(world, moments))
  }
  await kill("and tried again at once", async () => [await impatient(world)], false)
  // Moves Klarna's clock: the last.
  await kill("and forgotten", async () => [await forgotten(world)])
}

/** Repeats, a few at once. */
async function repeated(
  times: number,
  atOnce: number,
  once: () => Promise<string[]>
): Promise<string[][]> {
  let left = times
  const outcomes: string[][] = []
  const worker = async () => {
    while (left > 0) {
      left -= 1
      outcomes.push(await once())
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outcomes
}
