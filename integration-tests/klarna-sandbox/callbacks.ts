import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Clock } from "./clock"
import type { FaultBook } from "./faults"
import { mapped } from "./origins"
import { post } from "./post"
import type { Settings } from "./settings"

export const CALLBACK_KINDS = ["authorization", "notification", "hosted_page"] as const
export type CallbackKind = (typeof CALLBACK_KINDS)[number]

const isSuccess = (status: number) => status >= 200 && status < 300

/** How long Klarna waits and how often it tries again, by the kind of the call (KLARNA.md section 10). */
const RULES: Record<CallbackKind, Rule> = {
  authorization: { connectMs: 2_000, readMs: 2_000, taken: isSuccess, waits: [1_000, 2_000] },
  notification: {
    connectMs: 5_000,
    readMs: 5_000,
    taken: (status) => status === 200,
    waits: Array<number>(24 * 6).fill(10 * 60 * 1000),
  },
  hosted_page: {
    connectMs: 3_000,
    readMs: 3_000,
    taken: isSuccess,
    waits: [1_000, 2_000, 4_000],
  },
}

type Rule = {
  connectMs: number
  readMs: number
  taken: (status: number) => boolean
  /** Milliseconds before each further attempt. */
  waits: readonly number[]
}

export const callbackSchema = z.object({
  id: z.string(),
  kind: z.enum(CALLBACK_KINDS),
  url: z.string(),
  delivered_to: z.string().nullable(),
  body: z.unknown(),
  state: z.enum(["pending", "taken", "given_up", "unmapped"]),
  attempts: z.array(
    z.object({ at: z.string(), status: z.int().nullable(), error: z.string().nullable() })
  ),
  /** When the next attempt is made. */
  next_at: z.iso.datetime().nullable(),
})
export type Callback = z.infer<typeof callbackSchema>

/** Makes the calls that Klarna makes to a shop, and tries again as Klarna does. */
export class Callbacks {
  private calls: Callback[] = []

  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly faults: FaultBook
  ) {}

  list(): Callback[] {
    return this.calls
  }

  clear(): void {
    this.calls = []
  }

  /** Takes up the calls of an earlier run: those that were due meanwhile are made at once, at the origins' addresses of today. */
  resume(calls: Callback[]): void {
    this.calls = calls
    for (const call of calls) {
      if (call.state !== "pending") continue
      call.delivered_to = this.localAddress(call.url)
      if (call.delivered_to === null) call.state = "unmapped"
      else this.schedule(call, Math.max(Date.parse(call.next_at ?? "") - this.now(), 0) || 0)
    }
  }

  /** Sends a callback now, to an address whose places are filled in. */
  send(kind: CallbackKind, url: string, body: unknown): void {
    const call: Callback = {
      id: randomUUID(),
      kind,
      url,
      delivered_to: this.localAddress(url),
      body,
      state: "pending",
      attempts: [],
      next_at: null,
    }
    this.calls.push(call)
    if (call.delivered_to === null) {
      call.state = "unmapped"
      return
    }
    this.schedule(call, 0)
  }

  /** Calls leave the machine only where the settings say so: an https origin needs a mapping, a local address does not. */
  private localAddress(url: string): string | null {
    const local = mapped(url, this.settings.values.callback_origins)
    if (local || !URL.canParse(url)) return local
    const { hostname } = new URL(url)
    return hostname === "localhost" || hostname === "127.0.0.1" ? url : null
  }

  private now(): number {
    return this.clock.now().getTime()
  }

  private schedule(call: Callback, delayMs: number): void {
    const epoch = this.clock.epoch
    call.next_at = new Date(this.now() + delayMs).toISOString()
    this.clock.schedule(delayMs, async () => {
      if (epoch !== this.clock.epoch) return
      await this.attempt(call)
    })
  }

  private async attempt(call: Callback): Promise<void> {
    const epoch = this.clock.epoch
    const rule = RULES[call.kind]
    const at = this.clock.now().toISOString()
    const outcome = await post(call.delivered_to ?? call.url, call.body, rule)
    call.attempts.push({ at, ...outcome })
    if (epoch !== this.clock.epoch) return

    if (outcome.status !== null && rule.taken(outcome.status)) {
      call.state = "taken"
      call.next_at = null
      if (this.faults.takeDuplicate(call.kind)) this.schedule(call, 0)
      return
    }
    if (call.state === "taken") return
    const wait = rule.waits[call.attempts.length - 1]
    if (wait === undefined) {
      call.state = "given_up"
      call.next_at = null
      return
    }
    this.schedule(call, wait)
  }
}

/** Puts the ids into the places that a merchant URL of Klarna Payments keeps for them: `{session.id}` and `{order.id}`. */
export function fillIds(url: string, ids: { session?: string; order?: string }): string {
  return url.replaceAll("{session.id}", ids.session ?? "").replaceAll("{order.id}", ids.order ?? "")
}
