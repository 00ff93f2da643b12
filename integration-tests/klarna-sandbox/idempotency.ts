import { z } from "zod"
import type { Answer } from "./answers"
import type { Clock } from "./clock"

const KEPT_MS = 24 * 60 * 60 * 1000

/** A kept answer as a state file holds it. */
export const keptAnswerSchema = z.object({
  key: z.string(),
  until: z.int(),
  answer: z.object({
    status: z.int(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    raw: z.string().optional(),
  }),
})
export type KeptAnswer = z.infer<typeof keptAnswerSchema>

/** Answers kept under their `Klarna-Idempotency-Key`: the same key gets the same answer for 24 hours, whatever its body. */
export class IdempotencyKeys {
  private readonly kept = new Map<string, { answer: Answer; until: number }>()

  constructor(private readonly clock: Clock) {}

  recall(account: string, key: string): Answer | undefined {
    const found = this.kept.get(`${account} ${key}`)
    return found && found.until > this.clock.now().getTime() ? found.answer : undefined
  }

  keep(account: string, key: string, answer: Answer): void {
    if (answer.status >= 500 || answer.status === 429) return
    this.kept.set(`${account} ${key}`, { answer, until: this.clock.now().getTime() + KEPT_MS })
  }

  list(): KeptAnswer[] {
    return [...this.kept].map(([key, entry]) => ({ key, ...entry }))
  }

  resume(kept: readonly KeptAnswer[]): void {
    for (const { key, until, answer } of kept) {
      const { headers, raw, ...rest } = answer
      this.kept.set(key, {
        until,
        answer: {
          ...rest,
          ...(headers === undefined ? {} : { headers }),
          ...(raw === undefined ? {} : { raw }),
        },
      })
    }
  }

  clear(): void {
    this.kept.clear()
  }
}
