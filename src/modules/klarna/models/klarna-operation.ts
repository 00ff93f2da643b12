import { model } from "@medusajs/framework/utils"
import { OPERATION_KINDS, OPERATION_STATES } from "../../../operations/ports"

/**
 * One call that moves money or parcels at Klarna. Written before the call with its own idempotency key, completed after it, so
 * that a repeat finishes the same operation instead of starting another.
 */
const KlarnaOperation = model
  .define("klarna_operation", {
    id: model.id({ prefix: "klop" }).primaryKey(),
    kind: model.enum([...OPERATION_KINDS]),
    /** `planned`: details are known, Medusa's own row not yet; `pending`: about to be sent; then `done` or `failed`. */
    state: model.enum([...OPERATION_STATES]).default("pending"),
    klarna_order_id: model.text(),
    payment_id: model.text().nullable(),
    /** Id of Medusa's row for the same thing (capture, refund, fulfilment). */
    medusa_id: model.text().nullable(),
    /** Minor units; null where no money moves. */
    amount: model.number().nullable(),
    attempt: model.number().default(1),
    idempotency_key: model.text().nullable(),
    /** When the attempt's key was first sent: Klarna knows it for 24 hours. */
    sent_at: model.dateTime().nullable(),
    /** How often it was tried since Klarna's last definite answer. */
    tries: model.number().default(0),
    /** When it is to be tried, or looked for at Klarna, again; null: never by itself. */
    next_attempt_at: model.dateTime().nullable(),
    /** Klarna's id of the result (capture or refund id). */
    klarna_id: model.text().nullable(),
    /** Order lines, shipping info, items: what the call carries. */
    details: model.json(),
    error: model.text().nullable(),
  })
  .indexes([
    { on: ["klarna_order_id"] },
    { on: ["payment_id"] },
    { on: ["next_attempt_at"], where: "next_attempt_at IS NOT NULL AND deleted_at IS NULL" },
    {
      on: ["kind", "medusa_id"],
      unique: true,
      where: "medusa_id IS NOT NULL AND deleted_at IS NULL",
    },
  ])

export default KlarnaOperation
