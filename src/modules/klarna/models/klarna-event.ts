import { model } from "@medusajs/framework/utils"

/**
 * The inbox: what Klarna told us, kept before it is looked into. An event is a reason to look, never a proof: only ids are kept of
 * it, no token and no person.
 */
const KlarnaEvent = model
  .define("klarna_event", {
    id: model.id({ prefix: "klev" }).primaryKey(),
    kind: model.enum(["authorization", "fraud", "hosted_page"]),
    /** What makes the event itself: a second delivery of the same one meets this row. */
    fingerprint: model.text(),
    /** `waiting` -> `done`; `ignored` where it names nothing of ours any more, `failed` when it was given up: a person must look. */
    state: model.enum(["waiting", "done", "ignored", "failed"]).default("waiting"),
    subject_type: model.enum(["cart", "payment_collection"]),
    subject_id: model.text(),
    klarna_session_id: model.text().nullable(),
    klarna_order_id: model.text().nullable(),
    /** Klarna's own name of what happened, such as FRAUD_RISK_ACCEPTED. */
    event_type: model.text().nullable(),
    attempts: model.number().default(0),
    next_attempt_at: model.dateTime().nullable(),
    processed_at: model.dateTime().nullable(),
    error: model.text().nullable(),
  })
  .indexes([
    { on: ["fingerprint"], unique: true, where: "deleted_at IS NULL" },
    { on: ["next_attempt_at"], where: "next_attempt_at IS NOT NULL AND deleted_at IS NULL" },
    { on: ["subject_id"] },
    { on: ["state"] },
  ])

export default KlarnaEvent
