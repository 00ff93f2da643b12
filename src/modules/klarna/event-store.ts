import { z } from "@medusajs/framework/zod"
import type KlarnaModuleService from "./service"

const EventRow = z.looseObject({
  id: z.string(),
  kind: z.enum(["authorization", "fraud", "hosted_page"]),
  fingerprint: z.string(),
  state: z.enum(["waiting", "done", "ignored", "failed"]),
  subject_type: z.enum(["cart", "payment_collection"]),
  subject_id: z.string(),
  klarna_session_id: z.string().nullable(),
  klarna_order_id: z.string().nullable(),
  event_type: z.string().nullable(),
  attempts: z.number(),
  next_attempt_at: z.coerce.date().nullable(),
  processed_at: z.coerce.date().nullable(),
  error: z.string().nullable(),
  created_at: z.coerce.date(),
})

/** Something that Klarna told us, as the inbox keeps it: ids and a name, no token and no person. */
export type KlarnaEventRecord = z.infer<typeof EventRow>

/** An event that is not kept yet. */
export type NewKlarnaEvent = Pick<
  KlarnaEventRecord,
  | "kind"
  | "fingerprint"
  | "state"
  | "subject_type"
  | "subject_id"
  | "klarna_session_id"
  | "klarna_order_id"
  | "event_type"
  | "next_attempt_at"
  | "error"
>

type Progress = Partial<
  Pick<KlarnaEventRecord, "state" | "attempts" | "next_attempt_at" | "processed_at" | "error">
>

/** The inbox: events in our table. */
export class ModuleEventStore {
  constructor(private readonly service: KlarnaModuleService) {}

  /**
   * Keeps an event once.
   *
   * @returns the event, and whether it is new: a second delivery finds the row of the first
   */
  async keep(event: NewKlarnaEvent): Promise<{ event: KlarnaEventRecord; isNew: boolean }> {
    const known = await this.findOne({ fingerprint: event.fingerprint })
    if (known) return { event: known, isNew: false }
    try {
      return {
        event: EventRow.parse(await this.service.createKlarnaEvents(event)),
        isNew: true,
      }
    } catch (error) {
      // Two deliveries at once: the unique index let one of them in.
      const other = await this.findOne({ fingerprint: event.fingerprint })
      if (!other) throw error
      return { event: other, isNew: false }
    }
  }

  /** Events whose time has come, the longest waiting first. */
  async due(now: Date, limit: number): Promise<KlarnaEventRecord[]> {
    const rows = await this.service.listKlarnaEvents(
      { state: "waiting", next_attempt_at: { $lte: now } },
      { take: limit, order: { next_attempt_at: "ASC", id: "ASC" } }
    )
    return rows.map((row) => EventRow.parse(row))
  }

  /** Forgets what is finished and older than this; what a person must look at stays. */
  async forget(before: Date): Promise<void> {
    await this.service.deleteKlarnaEvents({
      state: ["done", "ignored"],
      created_at: { $lt: before },
    })
  }

  async find(id: string): Promise<KlarnaEventRecord | undefined> {
    return this.findOne({ id })
  }

  async update(id: string, progress: Progress): Promise<KlarnaEventRecord> {
    return EventRow.parse(await this.service.updateKlarnaEvents({ id, ...progress }))
  }

  private async findOne(filter: Record<string, string>): Promise<KlarnaEventRecord | undefined> {
    const [row] = await this.service.listKlarnaEvents(filter, { take: 1 })
    return row && EventRow.parse(row)
  }
}
