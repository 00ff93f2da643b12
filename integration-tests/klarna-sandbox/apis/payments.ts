import { randomUUID } from "node:crypto"
import { Refusal, type Answer } from "../answers"
import { findAuthorization, placeOrder } from "../domain/place-order"
import {
  categoriesOf,
  createSession,
  findSession,
  sessionView,
  updateSession,
} from "../domain/sessions"
import { parsePayments } from "../rules/parse"
import { customerTokenCreate } from "../rules/shapes"
import type { Api, Call } from "../router"

/** Klarna Payments: sessions, authorizations, orders, customer tokens. */
export const payments: Api = {
  name: "payments",
  auth: "basic",
  cors: false,
  idempotent: false,
  rateKind: (operation) =>
    operation === "createCreditSession"
      ? { kind: "create session", limit: "sessions" }
      : { kind: "others", limit: "others" },
  routes: [
    {
      method: "POST",
      path: "/payments/v1/sessions",
      operation: "createCreditSession",
      handle: ({ sandbox, account, body, baseUrl }) => {
        const session = createSession(sandbox, account, body, baseUrl)
        return {
          status: 200,
          body: {
            session_id: session.id,
            client_token: session.clientToken,
            payment_method_categories: categoriesOf(session, account, baseUrl),
          },
        }
      },
    },
    {
      method: "POST",
      path: "/payments/v1/sessions/:session_id",
      operation: "updateCreditSession",
      handle: (call) => {
        updateSession(sessionOf(call), call.body, call.account)
        return { status: 204 }
      },
    },
    {
      method: "GET",
      path: "/payments/v1/sessions/:session_id",
      operation: "readCreditSession",
      handle: (call) => ({
        status: 200,
        body: sessionView(sessionOf(call), call.account, call.baseUrl),
      }),
    },
    {
      method: "DELETE",
      path: "/payments/v1/authorizations/:authorization_token",
      operation: "cancelAuthorization",
      handle: cancelAuthorization,
    },
    {
      method: "POST",
      path: "/payments/v1/authorizations/:authorization_token/order",
      operation: "createOrder",
      handle: ({ sandbox, account, body, baseUrl, param }) => {
        const authorization = findAuthorization(sandbox, param("authorization_token"), account)
        return placeOrder(sandbox, authorization, { body, account, baseUrl })
      },
    },
    {
      method: "POST",
      path: "/payments/v1/authorizations/:authorization_token/customer-token",
      operation: "purchaseToken",
      handle: createCustomerToken,
    },
  ],
}

function sessionOf({ sandbox, account, param }: Call) {
  return findSession(sandbox, param("session_id"), account)
}

function cancelAuthorization({ sandbox, account, param }: Call): Answer {
  const authorization = findAuthorization(sandbox, param("authorization_token"), account)
  if (authorization.state === "consumed") {
    throw new Refusal(404, "NOT_FOUND", ["Authorization cannot be deleted"])
  }
  authorization.state = "dead"
  const session = sandbox.state.sessions.get(authorization.sessionId)
  if (session?.authorization === authorization) session.authorization = null
  return { status: 204 }
}

/** Keeps the shopper's means of payment for later orders, where the session's intent allows it. */
function createCustomerToken({ sandbox, account, body, param }: Call): Answer {
  const authorization = findAuthorization(sandbox, param("authorization_token"), account)
  const session = sandbox.state.sessions.get(authorization.sessionId)
  const intent = session?.data.intent ?? "buy"
  if (!session || intent === "buy") {
    throw new Refusal(403, "INVALID_OPERATION", [
      "Not allowed to create customer token for intent buy",
    ])
  }
  if (
    authorization.customerTokenId ||
    (authorization.state === "consumed" && intent === "tokenize")
  ) {
    throw new Refusal(403, "INVALID_OPERATION", ["Authorization token already consumed"])
  }
  const request = parsePayments(customerTokenCreate, body)
  const differing = (["purchase_country", "purchase_currency"] as const).filter(
    (field) => request[field].toUpperCase() !== session.data[field].toUpperCase()
  )
  if (differing.length > 0) {
    throw new Refusal(409, "BAD_VALUE", [`Not matching fields: [${differing.join(", ")}]`])
  }
  const id = randomUUID()
  sandbox.state.customerTokens.set(id, {
    id,
    account: account.username,
    status: "active",
    country: request.purchase_country.toUpperCase(),
    currency: request.purchase_currency.toUpperCase(),
    description: request.description,
    createdAt: sandbox.clock.now(),
  })
  authorization.customerTokenId = id
  if (intent === "tokenize") authorization.state = "consumed"
  const address = request.billing_address ?? session.data.billing_address
  return { status: 200, body: { token_id: id, ...(address ? { billing_address: address } : {}) } }
}
