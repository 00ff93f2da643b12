import { model } from "@medusajs/framework/utils"

/**
 * One thing to be paid with Klarna: a cart, or a payment collection of an order. It outlives Medusa's payment sessions, so that
 * a subject keeps one Klarna session however often Medusa deletes and makes sessions anew.
 *
 * Bodies are kept as JSON texts: a JSON column would be merged with its old value at an update, and lose the order of its keys.
 */
const KlarnaPurchase = model
  .define("klarna_purchase", {
    id: model.id({ prefix: "klpur" }).primaryKey(),
    subject_type: model.enum(["cart", "payment_collection"]),
    subject_id: model.text(),
    /**
     * `open` -> `placing` -> `placed`; `canceled` after the Klarna order was cancelled, `unknown` when an answer was lost, `closed`
     * when the session ran out.
     */
    state: model
      .enum(["open", "placing", "placed", "canceled", "unknown", "closed"])
      .default("open"),
    market: model.text(),
    environment: model.text(),
    currency_code: model.text(),
    /** Minor units, as the Klarna session has it. */
    amount: model.number(),
    klarna_session_id: model.text().nullable(),
    client_token: model.text().nullable(),
    payment_method_categories: model.text().nullable(),
    session_expires_at: model.dateTime().nullable(),
    /** Hash of what the Klarna session was last given. */
    payload_hash: model.text().nullable(),
    /** What the browser hands to Klarna's authorize, and what the order is placed with. */
    authorize_data: model.text().nullable(),
    authorization_token: model.text().nullable(),
    /** The body of create order, kept before the call so that a repeat sends the same. */
    order_body: model.text().nullable(),
    klarna_order_id: model.text().nullable(),
    fraud_status: model.text().nullable(),
    payment_method: model.text().nullable(),
    redirect_url: model.text().nullable(),
    /** Medusa's payment session that the Klarna order was placed for. */
    payment_session_id: model.text().nullable(),
    order_id: model.text().nullable(),
    customer_type: model.enum(["person", "organization"]).default("person"),
    /** The page at Klarna that is open for it, if any. */
    hosted_page: model.text().nullable(),
    /** When a shopper was last given what is needed to pay. */
    opened_at: model.dateTime().nullable(),
    placed_at: model.dateTime().nullable(),
    /** When Medusa took back the completion that the Klarna order was placed for. */
    completion_failed_at: model.dateTime().nullable(),
    /** When Klarna's review was first seen to have said no. */
    rejected_at: model.dateTime().nullable(),
    /** Why a person has to look at it. */
    alert: model.enum(["unknown_outcome", "order_without_money", "review_rejected"]).nullable(),
    /** Payment collection that a change of the order made, and that this Klarna order pays as well. */
    adopted_collection_id: model.text().nullable(),
    /** Until when Klarna keeps what is authorised and not captured. */
    authorization_expires_at: model.dateTime().nullable(),
    /** Where Klarna and the shop differed when they were last compared; null: nowhere. */
    findings: model.text().nullable(),
    compared_at: model.dateTime().nullable(),
    /** When the Klarna order is to be compared with the shop's order next; null: never by itself. */
    next_comparison_at: model.dateTime().nullable(),
    /** When it is to be compared with Klarna and the shop next; null: never. */
    next_check_at: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["subject_type", "subject_id"], unique: true, where: "deleted_at IS NULL" },
    {
      on: ["klarna_order_id"],
      unique: true,
      where: "klarna_order_id IS NOT NULL AND deleted_at IS NULL",
    },
    { on: ["klarna_session_id"] },
    { on: ["order_id"] },
    { on: ["next_check_at"], where: "next_check_at IS NOT NULL AND deleted_at IS NULL" },
    { on: ["next_comparison_at"], where: "next_comparison_at IS NOT NULL AND deleted_at IS NULL" },
    { on: ["state"] },
    { on: ["compared_at"], where: "findings IS NOT NULL AND deleted_at IS NULL" },
    { on: ["alert"], where: "alert IS NOT NULL AND deleted_at IS NULL" },
  ])

export default KlarnaPurchase
