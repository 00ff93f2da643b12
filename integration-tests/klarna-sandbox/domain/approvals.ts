import { randomUUID } from "node:crypto"
import { Refusal } from "../answers"
import { fillIds } from "../callbacks"
import { fateOf } from "../rules/test-shoppers"
import { isCategory, type Category } from "../rules/categories"
import type { Sandbox } from "../sandbox"
import type { Authorization, Session } from "../state"
import { accountOf, updateSession } from "./sessions"

const TOKEN_LIFETIME_MS = 60 * 60 * 1000

export type Outcome = "approve" | "deny" | "close" | "correct"

/** What the browser library hands to its caller. */
export type BrowserResult = {
  approved: boolean
  show_form: boolean
  authorization_token?: string
  finalize_required?: boolean
  error?: { invalid_fields: string[] }
}

export type ApprovalRequest = {
  data?: unknown
  outcome?: Outcome | undefined
  payment_method_category?: string | undefined
  auto_finalize?: boolean | undefined
}

/** A category that the session does not offer: the library throws, and so does the sandbox. */
export class CategoryError extends Error {}

/** The category that was meant: none named is the first that the session offers. */
export function categoryFor(
  sandbox: Sandbox,
  session: Session,
  wanted: string | undefined
): Category {
  const offered = accountOf(sandbox, session).categories
  const category = wanted ?? offered[0]
  if (category === undefined || !isCategory(category) || !offered.includes(category)) {
    throw new CategoryError(`The session does not offer the category "${category}".`)
  }
  return category
}

/** Shows the form, or not: with the data that the page gives, which updates the session. */
export function loadSession(
  sandbox: Sandbox,
  session: Session,
  request: ApprovalRequest
): BrowserResult {
  categoryFor(sandbox, session, request.payment_method_category)
  if (session.status === "complete") return { approved: false, show_form: false }
  const invalid = takeData(sandbox, session, request.data)
  if (invalid) return { approved: false, show_form: true, error: { invalid_fields: invalid } }
  const hidden = session.denied || fateOf(session.data).kind === "no_form"
  return { approved: false, show_form: !hidden }
}

/**
 * The shopper's decision on what the page asks for.
 *
 * @throws CategoryError when the page names a category that the session lacks
 */
export function approve(
  sandbox: Sandbox,
  session: Session,
  request: ApprovalRequest
): BrowserResult {
  const category = categoryFor(sandbox, session, request.payment_method_category)
  if (session.status === "complete") return { approved: false, show_form: false }
  const invalid = takeData(sandbox, session, request.data)
  if (invalid) return correction(invalid)

  switch (request.outcome ?? "approve") {
    case "close":
      return { approved: false, show_form: true }
    case "correct":
      return correction(["billing_address.phone"])
    case "deny":
      return denied(session)
    case "approve":
      break
  }
  const fate = fateOf(session.data).kind
  if (fate === "denied" || fate === "no_form") return denied(session)

  if (category === "pay_now" && request.auto_finalize === false) {
    session.awaitsFinalize = category
    return { approved: true, show_form: true, finalize_required: true }
  }
  return approved(sandbox, session, category)
}

/** Ends an approval in several steps. Without one there is nothing to finalize. */
export function finalize(
  sandbox: Sandbox,
  session: Session,
  request: ApprovalRequest
): BrowserResult {
  const category = session.awaitsFinalize
  if (!category || session.status === "complete") return { approved: false, show_form: false }
  const invalid = takeData(sandbox, session, request.data)
  if (invalid) return correction(invalid)
  session.awaitsFinalize = category
  switch (request.outcome ?? "approve") {
    case "close":
      return { approved: false, show_form: true }
    case "correct":
      return correction(["billing_address.phone"])
    case "deny":
      return denied(session)
    case "approve":
      break
  }
  return approved(sandbox, session, category)
}

function takeData(sandbox: Sandbox, session: Session, data: unknown): string[] | undefined {
  if (data === undefined || data === null) return undefined
  try {
    updateSession(session, data, accountOf(sandbox, session))
    return undefined
  } catch (error) {
    if (error instanceof Refusal && error.status === 400) return error.fields
    throw error
  }
}

function correction(fields: string[]): BrowserResult {
  return { approved: false, show_form: true, error: { invalid_fields: fields } }
}

function denied(session: Session): BrowserResult {
  session.denied = true
  session.awaitsFinalize = null
  return { approved: false, show_form: false }
}

function approved(sandbox: Sandbox, session: Session, category: Category): BrowserResult {
  const { token } = issueToken(sandbox, session, category)
  tellShop(sandbox, session, token)
  return { approved: true, show_form: true, finalize_required: false, authorization_token: token }
}

function issueToken(sandbox: Sandbox, session: Session, category: Category): Authorization {
  if (session.authorization) session.authorization.state = "dead"
  const authorization: Authorization = {
    token: randomUUID(),
    sessionId: session.id,
    account: session.account,
    expiresAt: new Date(sandbox.clock.now().getTime() + TOKEN_LIFETIME_MS),
    category,
    state: "alive",
  }
  session.authorization = authorization
  session.awaitsFinalize = null
  session.denied = false
  sandbox.state.authorizations.set(authorization.token, authorization)
  return authorization
}

function tellShop(sandbox: Sandbox, session: Session, token: string): void {
  const url = session.data.merchant_urls?.authorization
  if (!url) return
  const { merchant_reference1, merchant_reference2 } = session.data
  sandbox.callbacks.send("authorization", fillIds(url, { session: session.id }), {
    authorization_token: token,
    session_id: session.id,
    ...(merchant_reference1 ? { merchant_reference1 } : {}),
    ...(merchant_reference2 ? { merchant_reference2 } : {}),
  })
}
