import { z } from "@medusajs/framework/zod"
import { buildOrderLines } from "../../klarna/order/build-order-lines"
import { normaliseAddress, type KlarnaAddress } from "../../klarna/order/address"
import { localeFor, marketOf } from "../../klarna/markets"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { OrderSource } from "../../klarna/order/order-source"
import type { Connection } from "../../options"
import { PurchaseError } from "../../purchase/errors"
import type { OrderContext, Subject } from "../../purchase/ports"
import type { GraphQuery } from "./resolve"
import { PAYABLE_FIELDS, PayableSchema, type Payable, type PayableAddress } from "./subject-query"
import { toOrderSource } from "./to-order-source"

export type ContextDeps = { query: GraphQuery; klarna: KlarnaModuleService }

/** What is to be paid, and how to reach Klarna for it. */
export type LoadedContext = {
  context: OrderContext
  connection: Extract<Connection, { available: true }>
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

/**
 * Reads what is to be paid, fresh from Medusa, and turns it into Klarna's terms. Nothing is taken from the browser.
 *
 * @throws PurchaseError `unavailable` with the reason when Klarna can't be used for it
 */
export async function loadContext(
  subject: Subject,
  deps: ContextDeps,
  orderId?: string
): Promise<LoadedContext> {
  const { payable, order } = await loadPayable(subject, deps.query, orderId)
  const country = marketCountry(payable)
  const market = country ? marketOf(country) : undefined
  if (!country || !market) {
    throw unavailable(
      country
        ? `Klarna is not available in ${country.toUpperCase()}.`
        : "Klarna needs a country: set the billing or shipping address first."
    )
  }
  const currency = payable.currency_code.toUpperCase()
  if (market.currency !== currency) {
    throw unavailable(
      `Klarna in ${market.country} is paid in ${market.currency}, not in ${currency}.`
    )
  }
  const settings = await deps.klarna.settingsFor(market.country)
  if (!settings.available) throw unavailable(`Klarna is switched off for ${market.country}.`)
  const connection = deps.klarna.connection(market.country)
  if (!connection.available) throw unavailable(connection.reason)

  const source = toOrderSource(payable, {
    country: market.country,
    taxForm: taxFormOf(settings.tax_form, market.country, payable),
    settings,
    fallbackStorefrontUrl: deps.klarna.options.storefrontUrl,
  })
  const totals = buildOrderLines(source)
  if (totals.order_amount <= 0)
    throw unavailable("Klarna can't be used when there is nothing to pay.")

  return {
    connection,
    context: {
      subject,
      market: market.country,
      environment: connection.environment,
      currency,
      locale: localeFor(market.country, payable.locale ?? undefined),
      totals,
      billingAddress: addressOf(payable.billing_address ?? payable.shipping_address, payable.email),
      shippingAddress: addressOf(payable.shipping_address, payable.email),
      reference: order?.display_id === undefined ? undefined : String(order.display_id),
      internalReference: subject.id,
      orderId: order?.id,
    },
  }
}

async function loadPayable(subject: Subject, query: GraphQuery, orderId: string | undefined) {
  if (subject.type === "cart") {
    const [cart, order] = await Promise.all([
      readOne(query, "cart", subject.id),
      orderOfCart(query, subject.id),
    ])
    return { payable: cart, order }
  }
  if (!orderId) {
    throw unavailable("This payment belongs to neither a cart nor an order.")
  }
  const payable = await readOne(query, "order", orderId)
  return { payable, order: { id: payable.id, display_id: payable.display_id ?? undefined } }
}

async function readOne(query: GraphQuery, entity: "cart" | "order", id: string): Promise<Payable> {
  const fields = entity === "order" ? [...PAYABLE_FIELDS, "display_id"] : PAYABLE_FIELDS
  const { data } = await query.graph({ entity, filters: { id }, fields })
  const found = PayableSchema.safeParse(data[0])
  if (!found.success) {
    throw unavailable(
      data[0]
        ? `The ${entity} can't be read: ${found.error.issues.map((issue) => issue.path.join(".")).join(", ")}.`
        : `The ${entity} does not exist.`
    )
  }
  return found.data
}

const OrderLink = z.looseObject({
  order: z.looseObject({ id: z.string(), display_id: z.number().optional() }).nullish(),
})

/** While a cart is being completed its order is already visible, number included. */
async function orderOfCart(query: GraphQuery, cartId: string) {
  const { data } = await query.graph({
    entity: "order_cart",
    filters: { cart_id: cartId },
    fields: ["order.id", "order.display_id"],
  })
  return OrderLink.safeParse(data[0]).data?.order ?? undefined
}

/** The billing country decides, else the shipping country, else a region with a single country. */
function marketCountry(payable: Payable): string | undefined {
  const countries = payable.region?.countries ?? []
  return (
    payable.billing_address?.country_code ??
    payable.shipping_address?.country_code ??
    (countries.length === 1 ? countries[0]?.iso_2 : undefined)
  )
}

/** US taxes are a line of their own; in Canada they are where the region's prices are without tax. */
function taxFormOf(setting: string, country: string, payable: Payable): OrderSource["tax_form"] {
  if (setting === "included" || setting === "sales_tax") return setting
  const market = marketOf(country)
  if (country === "CA") {
    return payable.items.some((item) => item.is_tax_inclusive) ? "included" : "sales_tax"
  }
  return market?.taxForm ?? "included"
}

function addressOf(
  address: PayableAddress,
  email: string | null | undefined
): KlarnaAddress | undefined {
  return address ? normaliseAddress({ ...address, email }) : undefined
}

function unavailable(message: string): PurchaseError {
  return new PurchaseError("unavailable", message)
}
