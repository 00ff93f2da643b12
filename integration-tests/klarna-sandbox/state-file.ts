import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs"
import path from "node:path"
import { z } from "zod"
import { callbackSchema } from "./callbacks"
import { resumeDecision } from "./domain/fraud-decision"
import { keptAnswerSchema } from "./idempotency"
import type { Sandbox } from "./sandbox"
import {
  authorizationSchema,
  customerTokenSchema,
  distributionSchema,
  hostedPageSchema,
  orderSchema,
  storedSessionSchema,
} from "./state"

const VERSION = 1
const DEBOUNCE_MS = 100

const fileSchema = z.object({
  version: z.literal(VERSION),
  /** Milliseconds by which the sandbox's time was ahead. */
  clock: z.number().min(0),
  sessions: z.array(storedSessionSchema),
  authorizations: z.array(authorizationSchema),
  orders: z.array(orderSchema),
  customer_tokens: z.array(customerTokenSchema),
  hosted_pages: z.array(hostedPageSchema),
  distributions: z.array(distributionSchema),
  idempotency_keys: z.array(keptAnswerSchema),
  callbacks: z.array(callbackSchema),
})
type Stored = z.infer<typeof fileSchema>

/** A state file that can't be read or written; the message tells what to do. */
export class StateFileError extends Error {}

/**
 * Keeps what the sandbox remembers of purchases over a restart: sessions, authorizations, orders, customer tokens, hosted pages,
 * answers kept under idempotency keys, callbacks and decisions that are still to come, and the clock's advance. Settings come from
 * the environment anew; requests, violations and faults are of one run.
 */
export class StateFile {
  private readonly file: string
  private timer: NodeJS.Timeout | undefined
  private written = ""

  constructor(
    file: string,
    private readonly sandbox: Sandbox
  ) {
    this.file = path.resolve(file)
  }

  /**
   * Takes up what an earlier run left, and begins to keep what happens from now on.
   *
   * @throws StateFileError
   */
  open(): void {
    const text = this.read()
    if (text !== null) resume(this.sandbox, this.parsed(text))
    this.flush()
    this.sandbox.clock.afterTask = () => this.touch()
  }

  /** Something may have changed: it is written shortly, together with what else changes until then. */
  touch(): void {
    this.timer ??= setTimeout(() => {
      try {
        this.flush()
      } catch (error) {
        console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`)
      }
    }, DEBOUNCE_MS)
  }

  /**
   * Writes what is not written yet: whole into a file beside it, which then takes its name.
   *
   * @throws StateFileError
   */
  flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const text = JSON.stringify(stored(this.sandbox))
    if (text === this.written) return
    const beside = `${this.file}.${process.pid}.tmp`
    try {
      mkdirSync(path.dirname(this.file), { recursive: true })
      writeWhole(beside, text)
      renameSync(beside, this.file)
    } catch (error) {
      throw new StateFileError(
        `The state file ${this.file} can't be written (${reason(error)}). Set SANDBOX_STATE_FILE to a file that can be, or unset it.`
      )
    }
    this.written = text
  }

  private read(): string | null {
    try {
      return readFileSync(this.file, "utf8")
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
      throw this.unreadable(reason(error))
    }
  }

  private parsed(text: string): Stored {
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw this.unreadable("it is no JSON")
    }
    const result = fileSchema.safeParse(json)
    if (result.success) {
      const missing = missingAuthorization(result.data)
      if (!missing) return result.data
      throw this.unreadable(`the authorization of session ${missing} is missing`)
    }
    const [issue] = result.error.issues
    throw this.unreadable(issue ? `${issue.path.join(".") || "file"}: ${issue.message}` : "empty")
  }

  private unreadable(why: string): StateFileError {
    return new StateFileError(
      `The state file ${this.file} can't be read (${why}). Repair it, or move it away to start with nothing.`
    )
  }
}

function stored({ clock, state, idempotency, callbacks }: Sandbox) {
  return {
    version: VERSION,
    clock: clock.offset,
    sessions: [...state.sessions.values()].map((session) => ({
      ...session,
      authorization: session.authorization?.token ?? null,
    })),
    authorizations: [...state.authorizations.values()],
    orders: [...state.orders.values()],
    customer_tokens: [...state.customerTokens.values()],
    hosted_pages: [...state.hostedPages.values()],
    distributions: state.distributions,
    idempotency_keys: idempotency.list(),
    callbacks: callbacks.list(),
  }
}

function resume(sandbox: Sandbox, kept: Stored): void {
  const { state } = sandbox
  sandbox.clock.offset = kept.clock
  for (const entry of kept.authorizations) state.authorizations.set(entry.token, entry)
  for (const { authorization, ...session } of kept.sessions) {
    const known = authorization === null ? undefined : state.authorizations.get(authorization)
    state.sessions.set(session.id, { ...session, authorization: known ?? null })
  }
  for (const order of kept.orders) state.orders.set(order.id, order)
  for (const token of kept.customer_tokens) state.customerTokens.set(token.id, token)
  for (const page of kept.hosted_pages) state.hostedPages.set(page.id, page)
  state.distributions.push(...kept.distributions)
  sandbox.idempotency.resume(kept.idempotency_keys)
  for (const order of kept.orders) resumeDecision(sandbox, order)
  sandbox.callbacks.resume(kept.callbacks)
}

/** A session whose authorization the file does not hold. */
function missingAuthorization({ sessions, authorizations }: Stored): string | undefined {
  const tokens = new Set(authorizations.map(({ token }) => token))
  return sessions.find(({ authorization }) => authorization !== null && !tokens.has(authorization))
    ?.id
}

/** On the disk before it is renamed: a crash leaves the old file or the new one, never half of one. */
function writeWhole(file: string, text: string): void {
  const handle = openSync(file, "w", 0o600)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
