import { randomUUID } from "node:crypto"
import type { Clock } from "./clock"
import type { FaultBook } from "./faults"
import { post } from "./post"
import type { Settings } from "./settings"

export type CallbackKind = "authorization" | "notification"

/** How long Klarna waits and how often it tries again, by the kind of the call (KLARNA.md section 10). */
const RULES: Record<CallbackKind, Rule> = {
  authorization: {
    connectMs: 2_000,
    readMs: 2_000,
    taken: (status) => status >= 200 && status < 300,
    waits: [1_000, 2_000],
  },
  notification: {
    connectMs: 5_000,
    readMs: 5_000,
    taken: (status) => status === 200,
    waits: Array<number>(24 * 6).fill(10 * 60 * 1000),
  },
}

type Rule = {
  connectMs: number
  readMs: number
  taken: (status: number) => boolean
  /** Milliseconds before each further attempt. */
  waits: readonly number[]
}

type Ids = { session?: string; order?: string }

export type Callback = {
  id: string
  kind: CallbackKind
  url: string
  delivered_to: string | null
  body: unknown
  state: "pending" | "taken" | "given_up" | "unmapped"
  attempts: { at: string; status: number | null; error: string | null }[]
}

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

  /** Sends a callback now. `url` may name `{session.id}` and `{order.id}`, which are filled in from `ids`. */
  send(kind: CallbackKind, target: { url: string; ids: Ids }, body: unknown): void {
    const filled = fillIds(target.url, target.ids)
    const call: Callback = {
      id: randomUUID(),
      kind,
      url: filled,
      delivered_to: this.localAddress(filled),
      body,
      state: "pending",
      attempts: [],
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
    if (!URL.canParse(url)) return null
    const { origin, pathname, search, hostname } = new URL(url)
    const mapped = this.settings.values.callback_origins[origin]
    if (mapped) return `${mapped.replace(/\/$/, "")}${pathname}${search}`
    return hostname === "localhost" || hostname === "127.0.0.1" ? url : null
  }

  private schedule(call: Callback, delayMs: number): void {
    const epoch = this.clock.epoch
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
      if (this.faults.takeDuplicate(call.kind)) this.schedule(call, 0)
      return
    }
    if (call.state === "taken") return
    const wait = rule.waits[call.attempts.length - 1]
    if (wait === undefined) {
      call.state = "given_up"
      return
    }
    this.schedule(call, wait)
  }
}

/** Puts the ids into the places that a merchant URL keeps for them. */
export function fillIds(url: string, ids: Ids): string {
  return url.replaceAll("{session.id}", ids.session ?? "").replaceAll("{order.id}", ids.order ?? "")
}
