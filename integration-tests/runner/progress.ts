/** Prints what is being done, with seconds. */
export class Progress {
  private readonly started = Date.now()

  constructor(private readonly print: (line: string) => void = (line) => console.log(line)) {}

  /** Seconds since the beginning. */
  get seconds(): number {
    return (Date.now() - this.started) / 1000
  }

  /** Runs a step and prints its beginning and its end. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const begin = Date.now()
    this.print(`… ${title}`)
    const result = await work()
    this.print(`✓ ${title} (${((Date.now() - begin) / 1000).toFixed(1)} s)`)
    return result
  }

  /** Says that a step was not needed. */
  skip(title: string): void {
    this.print(`✓ ${title} (up to date)`)
  }

  line(text: string): void {
    this.print(text)
  }
}
