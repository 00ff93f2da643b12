import type { Answer } from "./answers"
import type { Victim } from "./kill"
import { Shopper } from "./shopper"
import { unequal, wrongAnswers, type Expected } from "./verdicts"
import type { Point } from "./wire"
import type { World } from "./world"

/** Who comes after a process was killed: the shopper tries again, Klarna calls, or nobody but the job. */
const RESCUERS = ["browser", "callback", "sweep"] as const
type Rescuer = (typeof RESCUERS)[number]

/** Until a callback or the shopper's next try has put everything right. */
const SOON = 60
/** The sweep comes each minute, and takes its time. */
const SWEEP = 120

type Death = { name: string; point: Point; atDeath: "cut" | "release"; early?: number }

const DEATHS: Death[] = [
  { name: "before Klarna has the order", point: "before", atDeath: "cut" },
  { name: "the order on its way to Klarna", point: "before", atDeath: "release" },
  { name: "the order placed, not answered", point: "after", atDeath: "cut" },
]

type Approved = Shopper & { token: string }

/** Killed while the order is placed: every point with every rescuer. */
export function everyPlacement(world: World): Promise<Victim[]> {
  const plans = DEATHS.flatMap((death) => RESCUERS.map((rescuer) => ({ death, rescuer })))
  return Promise.all(plans.map(({ death, rescuer }) => placement(world, death, rescuer)))
}

/** Killed so many milliseconds after Klarna's answer, somewhere before Medusa's order is complete. */
export function atMoments(world: World, moments: number[]): Promise<Victim[]> {
  return Promise.all(
    moments.map((early, index) =>
      placement(
        world,
        { name: `${early} ms after Klarna's answer`, point: "after", atDeath: "cut", early },
        RESCUERS[index % RESCUERS.length] ?? "sweep"
      )
    )
  )
}

async function placement(world: World, death: Death, rescuer: Rescuer): Promise<Victim> {
  const shopper = await Shopper.approved(world, world.second)
  return {
    ...placing(world, shopper, death),
    name: `${death.name}, then the ${rescuer}`,
    rescue: (revived) => rescued(world, { shopper, rescuer, revived }),
  }
}

async function rescued(
  world: World,
  { shopper, rescuer, revived }: { shopper: Approved; rescuer: Rescuer; revived: Promise<void> }
): Promise<string[]> {
  switch (rescuer) {
    case "browser":
      return tried(world, shopper)
    case "callback": {
      await revived
      const { status } = await shopper.callback(world.first)
      const wrong = status === 200 ? [] : [`Klarna's call was answered ${status}`]
      return [...wrong, ...(await unequal(world, shopper, { expect: "order", seconds: SOON }))]
    }
    case "sweep":
      return swept(world, shopper, "order")
  }
}

/** The shopper does not wait for any lock to end: refused in words, and served when the dead process' locks have ended. */
export async function impatient(world: World): Promise<Victim> {
  const shopper = await Shopper.approved(world, world.second)
  return {
    ...placing(world, shopper, { name: "", point: "after", atDeath: "cut" }),
    name: "the shopper tries again at once",
    rescue: async () => {
      const early = wrongAnswers([await shopper.place(world.second, shopper.token)], true)
      await world.endLocks()
      return [...early, ...(await tried(world, shopper))]
    },
  }
}

/**
 * Nobody comes back until the approval has ended: the order that holds the goods is cancelled. It moves Klarna's clock by more than
 * an hour, so no other victim may wait for an approval.
 */
export async function forgotten(world: World): Promise<Victim> {
  const shopper = await Shopper.approved(world, world.second)
  return {
    ...placing(world, shopper, { name: "", point: "before", atDeath: "cut" }),
    name: "nobody comes back for seventy minutes",
    rescue: async () => {
      await world.sandbox.advanceClock(70 * 60)
      await world.sql.rows(
        `update "order" set created_at = created_at - interval '70 minutes' where email = $1`,
        [shopper.email]
      )
      return swept(world, shopper, "nothing")
    },
  }
}

function placing(
  world: World,
  shopper: Approved,
  { point, atDeath, early }: Death
): Pick<Victim, "begin" | "atDeath" | "early"> {
  return {
    atDeath,
    ...(early === undefined ? {} : { early }),
    begin: () => ({
      hold: world.wire.hold("createOrder", point, shopper.cartId),
      answer: shopper.place(world.first, shopper.token),
    }),
  }
}

async function tried(world: World, shopper: Approved): Promise<string[]> {
  const answer: Answer = await shopper.place(world.second, shopper.token)
  return [
    ...wrongAnswers([answer], false),
    ...(await unequal(world, shopper, { expect: "order", seconds: SOON })),
  ]
}

/** Nobody comes but the job, whose looks at the purchase are minutes apart. */
function swept(world: World, shopper: Shopper, expect: Expected): Promise<string[]> {
  return unequal(world, shopper, { expect, seconds: SWEEP, meanwhile: () => shopper.due() })
}
