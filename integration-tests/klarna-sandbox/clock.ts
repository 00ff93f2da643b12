type Task = { at: number; run: () => Promise<void> | void }

const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * The sandbox's time. It runs like the wall clock and can be moved forward; what was scheduled then happens in order, each thing at its
 * own moment, so that retries an hour apart can be watched in a millisecond.
 */
export class Clock {
  /** Counts the resets: work of an earlier epoch must not reach into a later one. */
  epoch = 0
  /** Milliseconds by which this time is ahead of the wall's. */
  offset = 0
  /** Told whenever something scheduled is done. */
  afterTask: () => void = () => undefined
  private tasks: Task[] = []
  private running = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private advancing: Promise<void> = Promise.resolve()

  now(): Date {
    return new Date(this.time())
  }

  /** Runs something `delayMs` from now, by this clock. */
  schedule(delayMs: number, run: Task["run"]): void {
    this.tasks.push({ at: this.time() + delayMs, run })
    this.arm()
  }

  /** Runs something at a moment of this clock; at once, where it is past. */
  scheduleAt(at: Date, run: Task["run"]): void {
    this.schedule(Math.max(at.getTime() - this.time(), 0), run)
  }

  /** Moves the time forward and waits until everything that fell due has been done. */
  advance(ms: number): Promise<void> {
    this.advancing = this.advancing.then(() => this.advanceTo(this.time() + ms))
    return this.advancing
  }

  /** Waits for what is under way right now, such as a callback that is being delivered. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running)
  }

  reset(): void {
    this.epoch += 1
    this.offset = 0
    this.tasks = []
    this.stop()
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private time(): number {
    return Date.now() + this.offset
  }

  private async advanceTo(target: number): Promise<void> {
    await this.settled()
    for (;;) {
      const task = this.takeDue(target)
      // The timer may have started something meanwhile, which is waited for too and may bring more.
      if (!task && this.running.size === 0) break
      if (!task) {
        await this.settled()
        continue
      }
      this.offset = Math.max(this.offset, task.at - Date.now())
      await this.start(task)
    }
    this.offset = Math.max(this.offset, target - Date.now())
    this.arm()
  }

  private takeDue(until: number): Task | undefined {
    const next = this.tasks.reduce<Task | undefined>(
      (first, task) => (task.at <= until && (!first || task.at < first.at) ? task : first),
      undefined
    )
    if (next) this.tasks.splice(this.tasks.indexOf(next), 1)
    return next
  }

  private start(task: Task): Promise<void> {
    const work: Promise<void> = Promise.resolve()
      .then(task.run)
      .catch((error: unknown) => console.error("sandbox: a scheduled task failed", error))
      .finally(() => {
        this.running.delete(work)
        this.afterTask()
      })
    this.running.add(work)
    return work
  }

  private arm(): void {
    clearTimeout(this.timer)
    if (this.tasks.length === 0) return
    const first = Math.min(...this.tasks.map((task) => task.at))
    const wait = Math.min(Math.max(first - this.time(), 0), LONGEST_TIMER_MS)
    this.timer = setTimeout(() => this.tick(), wait)
  }

  private tick(): void {
    for (let task = this.takeDue(this.time()); task; task = this.takeDue(this.time())) {
      void this.start(task)
    }
    this.arm()
  }
}
