import { createHmac, randomBytes, randomUUID } from "node:crypto"
import { badValue, Refusal } from "../answers"
import { addressErrors } from "../rules/addresses"
import { orderErrors } from "../rules/arithmetic"
import { categoryName } from "../rules/categories"
import { canonical, isObject } from "../rules/json"
import { displayLocale, effectiveCountry, MARKETS, marketErrors } from "../rules/markets"
import { parsePayments } from "../rules/parse"
import { sessionCreate, sessionUpdate, type SessionChange, type SessionData } from "../rules/shapes"
import type { Sandbox } from "../sandbox"
import type { Account } from "../settings"
import type { Session } from "../state"

const LIFETIME_MS = 48 * 60 * 60 * 1000
const SIGNING_KEY = randomBytes(32)

export function createSession(
  sandbox: Sandbox,
  account: Account,
  body: unknown,
  baseUrl: string
): Session {
  requireMarketFields(body)
  const data = parsePayments(sessionCreate, body)
  checkData(data, account)
  const now = sandbox.clock.now()
  const id = randomUUID()
  const session: Session = {
    id,
    account: account.username,
    clientToken: clientToken({ id, data, account, baseUrl }),
    createdAt: now,
    expiresAt: new Date(now.getTime() + LIFETIME_MS),
    status: "incomplete",
    data,
    authorization: null,
    denied: false,
    awaitsFinalize: null,
  }
  sandbox.state.sessions.set(id, session)
  return session
}

/** The session of an account, as long as it lives. Another account's session does not exist for it. */
export function findSession(sandbox: Sandbox, id: string, account?: Account): Session {
  const session = sandbox.state.sessions.get(id)
  const foreign = account && session?.account !== account.username
  if (!session || foreign || session.expiresAt <= sandbox.clock.now()) {
    throw new Refusal(404, "NOT_FOUND", ["Invalid session id"])
  }
  return session
}

export function requireOpen(session: Session): void {
  if (session.status === "complete") {
    throw new Refusal(404, "SESSION_COMPLETED", ["Session has already been completed"])
  }
}

/** Changes the fields that are named, whole; an approval of the older data dies with it. */
export function updateSession(session: Session, body: unknown, account: Account): void {
  requireOpen(session)
  const change = parsePayments(sessionUpdate, body)
  const data = merged(session.data, change)
  checkData(data, account)
  if (canonical(data) !== canonical(session.data)) session.denied = false
  session.data = data
  session.awaitsFinalize = null
  if (session.authorization) session.authorization.state = "dead"
  session.authorization = null
}

export function accountOf(sandbox: Sandbox, session: Session): Account {
  const account = sandbox.settings.accounts().find(({ username }) => username === session.account)
  if (!account) throw new Refusal(403, "MERCHANT_INACTIVE", [])
  return account
}

/** Categories as a shop shows them; names and pictures come from here, and the picture says what this is. */
export function categoriesOf(session: Session, account: Account, baseUrl: string) {
  const locale = displayLocale(effectiveCountry(session.data), session.data.locale)
  const badge = `${baseUrl}/browser/assets/badge.svg`
  return account.categories.map((identifier) => ({
    identifier,
    name: categoryName(identifier, locale),
    asset_urls: { descriptive: badge, standard: badge },
  }))
}

/** What a read shows: personal data only once the shopper has approved. */
export function sessionView(session: Session, account: Account, baseUrl: string) {
  const { billing_address, shipping_address, customer, step_up_id: _stepUp, ...data } = session.data
  const personal = session.authorization
    ? { billing_address, shipping_address, customer: customer && readableCustomer(customer) }
    : {}
  const alive = session.authorization?.state === "alive" ? session.authorization.token : undefined
  return {
    ...data,
    ...personal,
    client_token: session.clientToken,
    expires_at: session.expiresAt.toISOString(),
    status: session.status,
    payment_method_categories: categoriesOf(session, account, baseUrl),
    ...(alive ? { authorization_token: alive } : {}),
  }
}

function readableCustomer(customer: NonNullable<SessionData["customer"]>) {
  const { date_of_birth, gender, title, type, vat_id } = customer
  const { organization_entity_type, organization_registration_id } = customer
  return {
    ...{ date_of_birth, gender, title, type, vat_id },
    ...{ organization_entity_type, organization_registration_id },
  }
}

function merged(data: SessionData, change: SessionChange): SessionData {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  return parsePayments(sessionCreate, { ...data, ...Object.fromEntries(given) })
}

/** Klarna looks at currency and country before all else. */
function requireMarketFields(body: unknown): void {
  if (!isObject(body)) throw new Refusal(400, "BAD_REQUEST", ["Bad request: body"])
  const missing = ["purchase_currency", "purchase_country"].filter((field) => !body[field])
  if (missing.length > 0) throw badValue(missing)
}

function checkData(data: SessionData, account: Account): void {
  const market = marketErrors(data, account.countries)
  if (market.length > 0) throw badValue(market)
  const sums = orderErrors(data, effectiveCountry(data))
  const nothingToPay = data.order_amount === 0 && (data.intent ?? "buy") === "buy"
  const errors = [
    ...sums,
    ...(nothingToPay && !sums.includes("order_amount") ? ["order_amount"] : []),
    ...addressErrors(data.billing_address, "billing_address"),
    ...addressErrors(data.shipping_address, "shipping_address"),
  ]
  if (errors.length > 0)
    throw badValue(
      errors.map((error) => error.split(" ")[0] ?? error),
      errors
    )
}

type TokenSource = { id: string; data: SessionData; account: Account; baseUrl: string }

/** A token of a JWT's shape, from which the browser library reads what it must know at once. */
function clientToken({ id, data, account, baseUrl }: TokenSource): string {
  const country = effectiveCountry(data)
  const locale = displayLocale(country, data.locale)
  const claims = {
    session_id: id,
    base_url: `${baseUrl}/browser`,
    design: data.design ?? "klarna",
    language: locale.slice(0, 2),
    purchase_country: country,
    environment: "playground",
    merchant_name: "Sandbox shop",
    session_type: "PAYMENTS",
    client_event_base_url: baseUrl,
    region: MARKETS[country]?.region ?? "eu",
    order_amount: data.order_amount,
    categories: account.categories,
  }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`
  return `${signed}.${createHmac("sha256", SIGNING_KEY).update(signed).digest("base64url")}`
}
