import { z } from "zod"
import { CALLBACK_KINDS } from "./callbacks"

const filter = {
  /** Name of the operation, such as `createOrder`. */
  operation: z.string().optional(),
  method: z.string().optional(),
  /** Text that the path contains. */
  path: z.string().optional(),
  /** How often it happens; 0 is always. */
  times: z.int().min(0).default(1),
  /** How many matching requests pass first. */
  skip: z.int().min(0).default(0),
}

/** What can go wrong between a shop and Klarna. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Waits before the request is looked at. */
  z.strictObject({ kind: z.literal("delay"), ms: z.int().min(0).max(120_000), ...filter }),
  /** Hangs up before processing. */
  z.strictObject({ kind: z.literal("drop_before"), ...filter }),
  /** Processes, then hangs up without an answer. */
  z.strictObject({ kind: z.literal("drop_after"), ...filter }),
  /** Answers a status of its own, before or after processing. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    body: z.unknown().optional(),
    content_type: z.string().optional(),
    retry_after: z.union([z.string(), z.number()]).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    phase: z.enum(["before", "after"]).default("before"),
    ...filter,
  }),
  /** Processes, then sends half an answer. */
  z.strictObject({ kind: z.literal("malformed"), ...filter }),
  /** Delivers a callback once more after it was taken. */
  z.strictObject({
    kind: z.literal("duplicate_callback"),
    callback: z.enum(CALLBACK_KINDS).optional(),
    times: z.int().min(0).default(1),
  }),
])

export type Fault = z.infer<typeof faultSchema>
type RequestFault = Exclude<Fault, { kind: "duplicate_callback" }>
type Known = { id: number; fault: Fault; seen: number; used: number }
type Seen = { api: string; operation: string | null; method: string; path: string }

/** The faults that are set, each taken as often as it was asked for. */
export class FaultBook {
  private known: Known[] = []
  private count = 0

  add(fault: Fault): number {
    this.count += 1
    this.known.push({ id: this.count, fault, seen: 0, used: 0 })
    return this.count
  }

  list(): ({ id: number; used: number } & Fault)[] {
    return this.known.map(({ id, used, fault }) => ({ id, used, ...fault }))
  }

  remove(id: number): boolean {
    const before = this.known.length
    this.known = this.known.filter((entry) => entry.id !== id)
    return this.known.length < before
  }

  clear(): void {
    this.known = []
  }

  /** The faults that strike this request: every delay, and the first of the others. */
  take(request: Seen): RequestFault[] {
    const struck: RequestFault[] = []
    for (const entry of this.known) {
      const { fault } = entry
      if (fault.kind === "duplicate_callback" || !matches(fault, request) || spent(entry)) continue
      if (fault.kind !== "delay" && struck.some((other) => other.kind !== "delay")) continue
      entry.seen += 1
      if (entry.seen <= fault.skip) continue
      entry.used += 1
      struck.push(fault)
    }
    return struck
  }

  takeDuplicate(callback: string): boolean {
    const entry = this.known.find(
      ({ fault, ...rest }) =>
        fault.kind === "duplicate_callback" &&
        (!fault.callback || fault.callback === callback) &&
        !spent({ fault, ...rest })
    )
    if (entry) entry.used += 1
    return entry !== undefined
  }
}

function spent({ fault, used }: Known): boolean {
  return fault.times !== 0 && used >= fault.times
}

/** A fault strikes Klarna's server APIs; a browser's calls only where it names them. */
function matches(fault: RequestFault, request: Seen): boolean {
  if (request.api === "browser" && !fault.operation && !fault.path) return false
  return (
    (!fault.operation || fault.operation === request.operation) &&
    (!fault.method || fault.method.toUpperCase() === request.method) &&
    (!fault.path || request.path.includes(fault.path))
  )
}
