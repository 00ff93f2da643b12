import { setTimeout as pause } from "node:timers/promises"
import { described, type Answer } from "./answers"
import type { Hold } from "./wire"
import type { World } from "./world"

/** One thing that the first process is doing when it is killed. */
export type Victim = {
  name: string
  /** Brings the call to its point in Klarna. */
  begin(): { hold: Hold; answer: Promise<Answer> }
  /** What becomes of the call then: does it still reach Klarna, is its answer heard by nobody? */
  atDeath: "cut" | "release"
  /** Milliseconds before the death at which Klarna's answer is heard by a process that can't finish any more. */
  early?: number
  /**
   * Puts it right, while the second process lives on.
   *
   * @param revived resolves when the first process is there again
   * @returns what is wrong in the end
   */
  rescue(revived: Promise<void>): Promise<string[]>
}

/** So many calls are brought to their point at once: not more than a process has connections, nor longer than it waits for Klarna. */
const AT_ONCE = 4

/**
 * Kills the first process once (SIGKILL), in the middle of everything that the victims do, starts it again, and has each of them
 * rescued.
 *
 * @param locksEnd whether the locks that the dead process held have ended when the rescuers come: that takes up to two minutes, for which
 *   nobody waits here
 * @returns what is wrong, for each victim
 */
export async function killOnce(
  world: World,
  victims: Victim[],
  { locksEnd }: { locksEnd: boolean }
): Promise<string[][]> {
  const begun: Begun[] = []
  for (let i = 0; i < victims.length; i += AT_ONCE) {
    begun.push(...(await Promise.all(victims.slice(i, i + AT_ONCE).map(reached))))
  }
  await answeredEarly(begun)
  await world.first.kill()
  for (const { victim, hold } of begun) hold[victim.atDeath]()
  const answers = await Promise.all(begun.map(({ answer }) => answer))
  if (locksEnd) await world.endLocks()
  const revived = world.first.start()
  const outcomes = await Promise.all(
    begun.map(async ({ victim }, index) => {
      const survived = answers[index]?.status !== "died" && victim.early === undefined
      const found = survived ? ["it was answered before the process was killed"] : []
      found.push(...(await victim.rescue(revived).catch((error: unknown) => [String(error)])))
      return found.map((text) => `${victim.name}: ${text}`)
    })
  )
  await revived
  return outcomes
}

type Begun = { victim: Victim; hold: Hold; answer: Promise<Answer> }

async function reached(victim: Victim): Promise<Begun> {
  const { hold, answer } = victim.begin()
  const early = await Promise.race([hold.reached, answer])
  if (early)
    throw new Error(`${victim.name}: the call never came to its point: ${described(early)}`)
  return { victim, hold, answer }
}

/** Each victim hears Klarna's answer as many milliseconds before the end as it is due. */
async function answeredEarly(begun: Begun[]): Promise<void> {
  const early = begun
    .flatMap(({ victim, hold }) => (victim.early === undefined ? [] : [{ ms: victim.early, hold }]))
    .sort((a, b) => b.ms - a.ms)
  const end = performance.now() + (early[0]?.ms ?? 0)
  for (const { ms, hold } of early) {
    await pause(Math.max(0, end - ms - performance.now()))
    hold.release()
  }
  await pause(Math.max(0, end - performance.now()))
}
