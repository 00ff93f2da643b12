type Window = { second: number; used: number }

export type Quota = { allowed: boolean; headers: Record<string, string> }

/** Counts calls per account and kind in each second of the wall clock, and words the headers as Klarna does. */
export class RateLimits {
  private readonly windows = new Map<string, Window>()

  take(account: string, kind: string, limit: number): Quota {
    const second = Math.floor(Date.now() / 1000)
    const key = `${account} ${kind}`
    const known = this.windows.get(key)
    const window = known?.second === second ? known : { second, used: 0 }
    window.used += 1
    this.windows.set(key, window)
    return {
      allowed: window.used <= limit,
      headers: {
        "x-ratelimit-limit": `${limit}, ${limit};w=1`,
        "x-ratelimit-remaining": String(Math.max(limit - window.used, 0)),
        "x-ratelimit-reset": "1",
      },
    }
  }

  reset(): void {
    this.windows.clear()
  }
}
