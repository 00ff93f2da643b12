import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { Answer } from "./answers"
import { browser } from "./apis/browser"
import { control } from "./apis/control"
import { hostedPage, hostedPageWindow } from "./apis/hosted-page"
import { orderManagement } from "./apis/order-management"
import { payments } from "./apis/payments"
import type { Fault } from "./faults"
import { process, type Incoming, type Processed } from "./process"
import { readBody } from "./read-body"
import type { LoggedRequest } from "./request-log"
import { Router, type Api } from "./router"
import type { Sandbox } from "./sandbox"
import { CORS_HEADERS, send } from "./send"

/** An API is a file: adding one is adding it here. */
const APIS = [payments, orderManagement, hostedPage, browser, hostedPageWindow, control]

/** Those that Klarna has published contracts for. */
const UNDER_CONTRACT: readonly Api[] = [payments, orderManagement, hostedPage]

/** The sandbox as an HTTP server. `afterEach` runs when a request is done. */
export function sandboxServer(sandbox: Sandbox, afterEach: () => void = () => undefined): Server {
  const router = new Router(APIS)
  return createServer((request, response) => {
    handle(sandbox, router, { request, response })
      .catch((error: unknown) => {
        if (!request.socket.destroyed) console.error("sandbox: a request failed", error)
        request.socket.destroy()
      })
      .finally(afterEach)
  })
}

type Pair = { request: IncomingMessage; response: ServerResponse }

async function handle(
  sandbox: Sandbox,
  router: Router,
  { request, response }: Pair
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox")
  const match = router.find(request.method ?? "GET", url.pathname)
  const api = match?.api ?? router.apiOf(url.pathname)
  const body = await readBody(request)
  if (!api) return send(response, { status: 404, body: { error: "Nothing is here." } })
  if (api.cors && request.method === "OPTIONS") {
    return send(response, { status: 204, headers: CORS_HEADERS })
  }
  const incoming = { api, match, request, url, body }
  if (api === control) {
    return send(response, (await process(sandbox, { ...incoming, n: 0 })).answer)
  }
  const answer = await exchange(sandbox, incoming)
  if (!answer) return void request.socket.destroy()
  send(response, api.cors ? { ...answer, headers: { ...CORS_HEADERS, ...answer.headers } } : answer)
}

/** One logged request: checked against the contract, struck by faults, answered. No answer means that the line is cut. */
async function exchange(
  sandbox: Sandbox,
  incoming: Omit<Incoming, "n">
): Promise<Answer | undefined> {
  const entry = opened(sandbox, incoming)
  const struck = sandbox.faults.take(entry)
  if (struck.length > 0) entry.fault = struck.map((fault) => fault.kind).join(", ")
  for (const fault of struck) {
    if (fault.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms))
  }
  const fault = struck.find(({ kind }) => kind !== "delay")
  const underContract = UNDER_CONTRACT.includes(incoming.api)
  if (underContract) sandbox.contracts.checkRequest(entry, bodyOf(incoming))
  if (fault?.kind === "drop_before") return undefined

  const { answer, replayed } =
    fault?.kind === "status" && fault.phase === "before"
      ? { answer: statusAnswer(fault), replayed: false }
      : await processed(sandbox, { ...incoming, n: entry.n }, underContract)
  const sent = spoiled(answer, fault)
  if (replayed) entry.replayed = true
  entry.status = fault?.kind === "drop_after" ? 0 : sent.status
  entry.response_headers = sent.headers ?? {}
  entry.response = sent.body ?? sent.raw ?? null
  return fault?.kind === "drop_after" ? undefined : sent
}

async function processed(
  sandbox: Sandbox,
  incoming: Incoming,
  underContract: boolean
): Promise<Processed> {
  const done = await process(sandbox, incoming)
  if (underContract) {
    const { n, api, match, url } = incoming
    const operation = match?.route.operation ?? null
    const seen = { n, api: api.name, operation, path: url.pathname }
    sandbox.contracts.checkAnswer(seen, done.answer)
  }
  return done
}

function opened(
  sandbox: Sandbox,
  { api, match, request, url, body }: Omit<Incoming, "n">
): LoggedRequest {
  const entry = sandbox.log.open({
    at: sandbox.clock.now().toISOString(),
    api: api.name,
    method: request.method ?? "GET",
    path: `${url.pathname}${url.search}`,
    operation: match?.route.operation ?? null,
  })
  const { authorization: _secret, ...headers } = request.headers
  entry.headers = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)])
  )
  entry.body = body.json ?? (body.text || null)
  return entry
}

/** A malformed body is none; a contract that asks for one says so. */
function bodyOf({ body }: Omit<Incoming, "n">): unknown {
  return body.malformed ? undefined : body.json
}

function statusAnswer(fault: Extract<Fault, { kind: "status" }>): Answer {
  const headers: Record<string, string> = { ...fault.headers }
  if (fault.content_type) headers["content-type"] = fault.content_type
  if (fault.retry_after !== undefined) headers["retry-after"] = String(fault.retry_after)
  const payload = typeof fault.body === "string" ? { raw: fault.body } : { body: fault.body }
  return { status: fault.status, headers, ...payload }
}

function spoiled(answer: Answer, fault: Fault | undefined): Answer {
  if (fault?.kind === "status" && fault.phase === "after") return statusAnswer(fault)
  if (fault?.kind !== "malformed") return answer
  const text = answer.raw ?? JSON.stringify(answer.body ?? { order_id: "" })
  const { body: _body, ...rest } = answer
  return {
    ...rest,
    status: answer.status === 204 ? 200 : answer.status,
    headers: { "content-type": "application/json", ...answer.headers },
    raw: text.slice(0, Math.ceil(text.length / 2)),
  }
}
