import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { ZodError } from "zod"
import { Refusal, unauthorized, type Answer } from "./answers"
import { accountFor } from "./auth"
import { CategoryError } from "./domain/approvals"
import type { Body } from "./read-body"
import type { Api, Match } from "./router"
import type { Sandbox } from "./sandbox"
import type { Account } from "./settings"

export type Incoming = {
  n: number
  api: Api
  match: Match | undefined
  request: IncomingMessage
  url: URL
  body: Body
}

export type Processed = { answer: Answer; replayed: boolean }

/** For APIs without credentials. */
const NOBODY: Account = { username: "", password: "", categories: ["klarna"], countries: null }

/** Answers one request as Klarna would: credentials, limits, idempotency, then the operation itself. */
export async function process(sandbox: Sandbox, incoming: Incoming): Promise<Processed> {
  const correlationId = randomUUID()
  const { api, match, request } = incoming
  const account =
    api.auth === "none" ? NOBODY : accountFor(request.headers.authorization, sandbox.settings)
  if (!account) return { answer: unauthorized(), replayed: false }

  const headers: Record<string, string> = { "klarna-correlation-id": correlationId }
  try {
    Object.assign(headers, countCall(sandbox, incoming, account))
    const key = idempotencyKey(incoming)
    const kept = key && sandbox.idempotency.recall(account.username, key)
    if (kept) return { answer: withHeaders(kept, headers), replayed: true }

    const answer = await run(sandbox, incoming, account).catch((error: unknown) =>
      errorAnswer(error, correlationId)
    )
    if (key && match) sandbox.idempotency.keep(account.username, key, answer)
    return { answer: withHeaders(answer, headers), replayed: false }
  } catch (error) {
    return { answer: withHeaders(errorAnswer(error, correlationId), headers), replayed: false }
  }
}

function countCall(
  sandbox: Sandbox,
  { api, match }: Incoming,
  account: Account
): Record<string, string> {
  const rate = api.rateKind?.(match?.route.operation ?? "")
  if (!rate) return {}
  const limit = sandbox.settings.values.rate_limits[rate.limit]
  const quota = sandbox.limits.take(account.username, rate.kind, limit)
  if (!quota.allowed) {
    throw new Refusal(429, "TOO_MANY_REQUESTS", ["Too many requests"], { headers: quota.headers })
  }
  return quota.headers
}

function idempotencyKey({ api, request }: Incoming): string | undefined {
  const key = request.headers["klarna-idempotency-key"]
  const writes = request.method === "POST" || request.method === "PATCH"
  return api.idempotent && writes && typeof key === "string" && key ? key : undefined
}

async function run(sandbox: Sandbox, incoming: Incoming, account: Account): Promise<Answer> {
  const { n, match, request, url, body } = incoming
  if (body.tooLarge) throw new Refusal(413, "REQUEST_TOO_LARGE", ["Request is too large"])
  if (!match) throw new Refusal(404, "NOT_FOUND", ["Not found"])
  if (body.malformed)
    throw new Refusal(400, "BAD_REQUEST", ["Bad request: the body is no valid JSON"])
  return match.route.handle({
    sandbox,
    account,
    n,
    body: body.json,
    query: url.searchParams,
    headers: request.headers,
    baseUrl: `http://${request.headers.host ?? "localhost"}`,
    param: (name) => match.params[name] ?? "",
  })
}

function errorAnswer(error: unknown, correlationId: string): Answer {
  if (error instanceof Refusal) return error.toAnswer(correlationId)
  if (error instanceof CategoryError) {
    return new Refusal(400, "BAD_VALUE", [error.message]).toAnswer(correlationId)
  }
  if (error instanceof ZodError) {
    const messages = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    return new Refusal(400, "BAD_REQUEST", messages).toAnswer(correlationId)
  }
  console.error("sandbox: an operation failed", error)
  return new Refusal(500, "INTERNAL_SERVER_ERROR", ["Internal error"]).toAnswer(correlationId)
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } }
}
