import { setTimeout as pause } from "node:timers/promises"
import { Problem } from "./problem"

const INTERVAL = 100

/** Asks until the answer is yes. Throws a Problem that names what never happened. */
export async function until(
  what: string,
  milliseconds: number,
  ask: () => Promise<boolean>
): Promise<void> {
  const end = Date.now() + milliseconds
  while (!(await ask())) {
    if (Date.now() > end) {
      throw new Problem(`It did not happen within ${milliseconds / 1000} s that ${what}.`)
    }
    await pause(INTERVAL)
  }
}
