import { z } from "@medusajs/framework/zod"
import type { MajorAmount } from "../../klarna/money"
import { PurchaseError, unavailable } from "../../purchase/errors"
import type { Subject } from "../../purchase/ports"
import type { GraphQuery } from "./resolve"
import {
  CART_FIELDS,
  CartSchema,
  COLLECTION_FIELDS,
  CollectionSchema,
  type OrderHead,
  type Payable,
} from "./subject-query"

/** What a subject is about. */
export type LoadedPayable = {
  payable: Payable
  /** What of it is to be paid: all of a cart, of an order what its payment collection asks for. Major units. */
  toPay: MajorAmount
  order: OrderHead | undefined
}

/**
 * Reads what is to be paid, fresh from Medusa, in one query.
 *
 * @throws PurchaseError `unavailable` where it is gone or can't be read
 */
export async function loadPayable(subject: Subject, query: GraphQuery): Promise<LoadedPayable> {
  return subject.type === "cart" ? loadCart(subject.id, query) : loadCollection(subject.id, query)
}

async function loadCart(id: string, query: GraphQuery): Promise<LoadedPayable> {
  const { data } = await query.graph({ entity: "cart", filters: { id }, fields: CART_FIELDS })
  const cart = parsed(CartSchema, data[0], "cart")
  return { payable: cart, toPay: cart.raw_total, order: cart.order }
}

async function loadCollection(id: string, query: GraphQuery): Promise<LoadedPayable> {
  const { data } = await query.graph({
    entity: "payment_collection",
    filters: { id },
    fields: COLLECTION_FIELDS,
  })
  const { order, raw_amount, currency_code } = parsed(CollectionSchema, data[0], "payment")
  if (!order) throw unavailable("This payment belongs to neither a cart nor an order.")
  if (currency_code.toUpperCase() !== order.currency_code.toUpperCase()) {
    throw unavailable("This payment is in another currency than its order.")
  }
  return { payable: order, toPay: raw_amount, order }
}

function parsed<T>(schema: z.ZodType<T>, row: unknown, name: string): T {
  if (!row) throw unavailable(`The ${name} does not exist.`)
  const read = schema.safeParse(row)
  if (read.success) return read.data
  const fields = read.error.issues.map((issue) => issue.path.join("."))
  throw unavailable(`The ${name} can't be read: ${fields.join(", ")}.`)
}

const SessionRow = z.looseObject({
  id: z.string(),
  payment_collection: z.looseObject({
    id: z.string(),
    cart: z.looseObject({ id: z.string() }).nullish(),
    order: z.looseObject({ id: z.string() }).nullish(),
  }),
})

/** Finds what a Medusa payment session pays: the cart of its collection, else the collection of an order. */
export async function subjectOfSession(
  paymentSessionId: string,
  query: GraphQuery
): Promise<{ subject: Subject; orderId: string | undefined }> {
  const { data } = await query.graph({
    entity: "payment_session",
    filters: { id: paymentSessionId },
    fields: [
      "id",
      "payment_collection.id",
      "payment_collection.cart.id",
      "payment_collection.order.id",
    ],
  })
  const row = SessionRow.safeParse(data[0])
  if (!row.success) {
    throw new PurchaseError(
      "unavailable",
      "The payment session no longer exists. Please start the payment again."
    )
  }
  const { cart, order, id } = row.data.payment_collection
  return cart
    ? { subject: { type: "cart", id: cart.id }, orderId: order?.id }
    : { subject: { type: "payment_collection", id }, orderId: order?.id }
}
