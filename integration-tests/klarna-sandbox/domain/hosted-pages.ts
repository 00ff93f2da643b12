import { randomBytes, randomUUID } from "node:crypto"
import { badValue, Refusal } from "../answers"
import type { Category } from "../rules/categories"
import {
  contactErrors,
  distributionCreate,
  hostedPageCreate,
  knowsDevice,
  type HostedPageOptions,
  type HostedPageUrls,
} from "../rules/hosted-page-shapes"
import { parsePayments } from "../rules/parse"
import type { Sandbox } from "../sandbox"
import type { Account } from "../settings"
import type { HostedPage, PageStatus } from "../state"
import { findSession, requireOpen } from "./sessions"

/** A page ends this long before the payment session that it is for. */
const ENDS_EARLIER_MS = 60 * 60 * 1000

/** Statuses that nothing follows. */
export type FinalStatus = "COMPLETED" | "CANCELLED" | "DISABLED"

/** What a page has come to, or `null` while somebody can still pay on it. */
export function endOf({ status }: HostedPage): FinalStatus | null {
  return status === "COMPLETED" || status === "CANCELLED" || status === "DISABLED" ? status : null
}

/** A page for a payment session of the same account on the same host. */
export function createHostedPage(
  sandbox: Sandbox,
  account: Account,
  body: unknown,
  baseUrl: string
): HostedPage {
  const request = parsePayments(hostedPageCreate, body)
  const options = request.options ?? {}
  const category = categoryOf(options, account)
  const session = findSession(sandbox, sessionIdOf(request.payment_session_url, baseUrl), account)
  requireOpen(session)
  const now = sandbox.clock.now()
  const expiresAt = new Date(session.expiresAt.getTime() - ENDS_EARLIER_MS)
  if (expiresAt <= now) throw new Refusal(404, "NOT_FOUND", ["Payment session has expired"])

  const page: HostedPage = {
    id: randomUUID(),
    key: randomBytes(12).toString("base64url"),
    account: account.username,
    sessionId: session.id,
    createdAt: now,
    updatedAt: now,
    expiresAt,
    status: "WAITING",
    mode: options.place_order_mode ?? "NONE",
    category,
    title: options.page_title,
    hidesDetails: options.show_subtotal_detail === "HIDE",
    merchantUrls: request.merchant_urls ?? {},
    baseUrl,
    authorizationToken: null,
    orderId: null,
  }
  sandbox.state.hostedPages.set(page.id, page)
  return page
}

/** Only a session of Klarna Payments, at the address where this very host has it. */
function sessionIdOf(address: string, baseUrl: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const id = /^\/payments\/v1\/sessions\/([^/]+)\/?$/.exec(url?.pathname ?? "")?.[1]
  if (!url || !id || url.search || url.host !== new URL(baseUrl).host) {
    throw badValue(["payment_session_url"])
  }
  return id
}

/** The first category that the account has and the page may show. */
function categoryOf(options: HostedPageOptions, account: Account): Category {
  const { payment_method_category: one, payment_method_categories: several } = options
  if (one && several) throw badValue(["options.payment_method_categories"])
  const wanted: readonly string[] | undefined = several ?? (one ? [one] : undefined)
  const found = account.categories.find(
    (category) => !wanted || wanted.includes(category.toUpperCase())
  )
  if (found) return found
  throw badValue([`options.${one ? "payment_method_category" : "payment_method_categories"}`])
}

/** The page of an account, as long as it lives. */
export function findHostedPage(sandbox: Sandbox, id: string, account: Account): HostedPage {
  const page = sandbox.state.hostedPages.get(id)
  if (!page || page.account !== account.username || page.expiresAt <= sandbox.clock.now()) {
    throw new Refusal(404, "NOT_FOUND", ["HPP session has expired or could not be found"])
  }
  return page
}

/** Closes a page, unless somebody has paid on it. Closing what is closed changes nothing. */
export function disableHostedPage(sandbox: Sandbox, page: HostedPage): void {
  if (page.status === "COMPLETED") {
    throw new Refusal(400, "NOT_ALLOWED", ["HPP session has already been completed"])
  }
  if (!endOf(page)) setStatus(sandbox, page, "DISABLED")
}

/** Sends the link, which here means to remember to whom. */
export function distribute(sandbox: Sandbox, page: HostedPage, body: unknown): void {
  const request = parsePayments(distributionCreate, body)
  const ended = endOf(page)
  if (ended) throw new Refusal(400, "NOT_ALLOWED", [`HPP session is ${ended.toLowerCase()}`])
  const errors = contactErrors(request)
  if (errors.length > 0) throw badValue(errors)
  const { access_id } = request.contact_information
  if (request.method === "token" && !knowsDevice(access_id ?? "")) {
    throw new Refusal(404, "NOT_FOUND", ["Access token not found"])
  }
  const contact = Object.entries(request.contact_information).map(
    ([name, value]): [string, string] => [name, value ?? ""]
  )
  sandbox.state.distributions.push({
    session_id: page.id,
    account: page.account,
    method: request.method,
    contact_information: Object.fromEntries(contact),
    link: pageUrl(page),
    at: sandbox.clock.now().toISOString(),
  })
}

/** Where the shopper reaches the page. */
export function pageUrl(page: HostedPage): string {
  return `${page.baseUrl}/hosted-page/${page.key}`
}

/** What the shop gets when it makes a page. */
export function createdView(page: HostedPage) {
  const sessionUrl = `${page.baseUrl}/hpp/v1/sessions/${page.id}`
  return {
    session_id: page.id,
    session_url: sessionUrl,
    redirect_url: pageUrl(page),
    distribution_url: `${sessionUrl}/distribution`,
    expires_at: page.expiresAt.toISOString(),
  }
}

/** What the shop reads, and is told, of a page. */
export function pageView(sandbox: Sandbox, page: HostedPage) {
  const order = page.orderId ? sandbox.state.orders.get(page.orderId) : undefined
  return {
    session_id: page.id,
    status: page.status,
    ...(page.authorizationToken ? { authorization_token: page.authorizationToken } : {}),
    ...(order ? { order_id: order.id, klarna_reference: order.klarnaReference } : {}),
    updated_at: page.updatedAt.toISOString(),
    expires_at: page.expiresAt.toISOString(),
  }
}

/** Each change of status is told to the shop, where it wants to know. */
export function setStatus(sandbox: Sandbox, page: HostedPage, status: PageStatus): void {
  if (page.status === status) return
  page.status = status
  page.updatedAt = sandbox.clock.now()
  const url = merchantUrl(page, "status_update")
  if (!url) return
  sandbox.callbacks.send("hosted_page", url, {
    event_id: randomUUID(),
    session: pageView(sandbox, page),
  })
}

/** An address of the shop with its places filled in. What is not known is left empty. */
export function merchantUrl(page: HostedPage, name: keyof HostedPageUrls): string | null {
  const url = page.merchantUrls[name]
  if (!url) return null
  return url
    .replaceAll("{{session_id}}", page.id)
    .replaceAll("{{authorization_token}}", page.authorizationToken ?? "")
    .replaceAll("{{order_id}}", page.orderId ?? "")
}
