import { randomUUID } from "node:crypto"
import { badValue, Refusal, type Answer } from "../answers"
import { fillIds } from "../callbacks"
import { addressErrors } from "../rules/addresses"
import { orderErrors } from "../rules/arithmetic"
import { paymentMethod } from "../rules/categories"
import { canonical, withoutNulls } from "../rules/json"
import { displayLocale, effectiveCountry, marketErrors } from "../rules/markets"
import { mismatches } from "../rules/matching"
import { parsePayments } from "../rules/parse"
import { createOrder, type OrderBody } from "../rules/shapes"
import { fateOf } from "../rules/test-shoppers"
import type { Sandbox } from "../sandbox"
import type { Account } from "../settings"
import type { Authorization, Order, Session } from "../state"
import { addCapture } from "./captures"
import { scheduleDecision } from "./fraud-decision"
import { klarnaReference } from "./order-facts"

const AUTHORIZED_MS = 28 * 24 * 60 * 60 * 1000

/** The authorization of an account: known, in time, and not yet used up by something else. */
export function findAuthorization(
  sandbox: Sandbox,
  token: string,
  account: Account
): Authorization {
  const found = sandbox.state.authorizations.get(token)
  const late = found && found.state !== "consumed" && found.expiresAt <= sandbox.clock.now()
  if (!found || found.account !== account.username || found.state === "dead" || late) {
    throw new Refusal(404, "NOT_FOUND", ["Invalid authorization token"])
  }
  return found
}

/** Places the order of an approval, once. */
export function placeOrder(
  sandbox: Sandbox,
  authorization: Authorization,
  request: { body: unknown; account: Account; baseUrl: string }
): Answer {
  if (authorization.placed) return repeated(sandbox, authorization.placed, request.body)
  if (authorization.state === "consumed") throw consumed()

  const session = sandbox.state.sessions.get(authorization.sessionId)
  if (!session) throw new Refusal(404, "NOT_FOUND", ["Invalid authorization token"])
  if (session.data.intent === "tokenize") {
    throw new Refusal(403, "INVALID_OPERATION", ["Not allowed to create order for intent tokenize"])
  }
  const body = parsePayments(createOrder, request.body)
  checkBody(body, request.account)
  const differing = mismatches(session.data, body)
  if (differing.length > 0) {
    const message = `Not matching fields: [${differing.join(", ")}]`
    throw new Refusal(409, "BAD_VALUE", [message], { fields: differing })
  }

  const order = newOrder(sandbox, { session, authorization, body })
  sandbox.state.orders.set(order.id, order)
  session.status = "complete"
  session.data.merchant_urls = { ...session.data.merchant_urls, ...body.merchant_urls }
  authorization.state = "consumed"
  if (body.auto_capture && order.fraudStatus === "ACCEPTED") {
    addCapture(
      order,
      { captured_amount: order.amount, order_lines: order.lines },
      sandbox.clock.now()
    )
  }
  const answer = orderAnswer(order, redirectUrl(session, body, request.baseUrl))
  authorization.placed = { orderId: order.id, body: normalised(request.body), answer }
  return { status: 200, body: answer }
}

function checkBody(body: OrderBody, account: Account): void {
  const market = marketErrors(body, account.countries)
  if (market.length > 0) throw badValue(market)
  const errors = [
    ...orderErrors(body, effectiveCountry(body)),
    ...addressErrors(body.billing_address, "billing_address"),
    ...addressErrors(body.shipping_address, "shipping_address"),
  ]
  if (errors.length > 0) throw badValue(errors)
}

function repeated(
  sandbox: Sandbox,
  placed: NonNullable<Authorization["placed"]>,
  body: unknown
): Answer {
  const same = normalised(body) === placed.body
  if (same && sandbox.settings.values.repeat_order === 200)
    return { status: 200, body: placed.answer }
  if (same && sandbox.settings.values.repeat_order === 403) throw consumed()
  throw new Refusal(409, "BAD_VALUE", [
    "The order has been already completed with different request body",
  ])
}

function consumed(): Refusal {
  return new Refusal(403, "INVALID_OPERATION", ["Authorization token already consumed"])
}

function normalised(body: unknown): string {
  return canonical(withoutNulls(body))
}

function redirectUrl(session: Session, body: OrderBody, baseUrl: string): string | undefined {
  const confirmation = body.merchant_urls?.confirmation ?? session.data.merchant_urls?.confirmation
  return confirmation ? `${baseUrl}/browser/sessions/${session.id}/redirect` : undefined
}

function orderAnswer(order: Order, redirect: string | undefined) {
  return {
    order_id: order.id,
    ...(redirect ? { redirect_url: redirect } : {}),
    fraud_status: order.fraudStatus,
    authorized_payment_method: order.method.authorized,
  }
}

type Placing = { session: Session; authorization: Authorization; body: OrderBody }

function newOrder(sandbox: Sandbox, { session, authorization, body }: Placing): Order {
  const now = sandbox.clock.now()
  const data = { ...session.data, ...body }
  const country = effectiveCountry(data)
  const fate = fateOf(data)
  const order: Order = {
    id: randomUUID(),
    account: session.account,
    sessionId: session.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + AUTHORIZED_MS),
    cancelledAt: null,
    releasedAt: null,
    fraudStatus: fate.kind === "pending" ? "PENDING" : "ACCEPTED",
    decision: null,
    cancelsAt: null,
    klarnaReference: klarnaReference(),
    originalAmount: body.order_amount,
    amount: body.order_amount,
    country,
    currency: body.purchase_currency.toUpperCase(),
    locale: displayLocale(country, data.locale),
    lines: body.order_lines,
    billingAddress: data.billing_address,
    shippingAddress: data.shipping_address ?? data.billing_address,
    customer: data.customer && knownCustomer(data.customer),
    references: {
      ...(data.merchant_reference1 !== undefined
        ? { merchant_reference1: data.merchant_reference1 }
        : {}),
      ...(data.merchant_reference2 !== undefined
        ? { merchant_reference2: data.merchant_reference2 }
        : {}),
    },
    merchantData: data.merchant_data,
    method: paymentMethod(authorization.category, country),
    captures: [],
    refunds: [],
    shippingInfo: [],
    sendOuts: [],
    acknowledgedAt: null,
  }
  const notification = body.merchant_urls?.notification ?? session.data.merchant_urls?.notification
  if (fate.kind === "pending") scheduleDecision(sandbox, order, fate, notification)
  return order
}

function knownCustomer(customer: NonNullable<OrderBody["customer"]>) {
  const { date_of_birth, national_identification_number } = customer
  return {
    ...(date_of_birth ? { date_of_birth } : {}),
    ...(national_identification_number ? { national_identification_number } : {}),
  }
}

/** Where the shopper is sent after the hop over Klarna. */
export function confirmationUrl(session: Session, orderId: string | undefined): string | undefined {
  const url = session.data.merchant_urls?.confirmation
  return url && fillIds(url, { session: session.id, ...(orderId ? { order: orderId } : {}) })
}
