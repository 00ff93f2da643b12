import { isObject, type JsonObject } from "../rules/json"

export type Reply = {
  status: number
  headers: Headers
  text: string
  body: JsonObject
}

/** A shop's server, as far as the sandbox's own tests need one: it sends what it is told and hands back what came. */
export type Merchant = ReturnType<typeof merchant>

const API_KEY = "klarna_test_api_sandbox"

export function merchant(url: string, credentials: { authorization?: string } = {}) {
  const authorization = credentials.authorization ?? `Basic ${API_KEY}`

  const call = async (
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {}
  ): Promise<Reply> => {
    const { body, headers } = options
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      redirect: "manual",
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
  }

  return {
    call,
    post: (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call("POST", path, { body, headers }),
    patch: (path: string, body: unknown) => call("PATCH", path, { body }),
    get: (path: string) => call("GET", path),
    createSession: async (body: unknown): Promise<string> => {
      const reply = await call("POST", "/payments/v1/sessions", { body })
      if (reply.status !== 200) throw new Error(`create session: ${reply.status} ${reply.text}`)
      return String(reply.body["session_id"])
    },
    placeOrder: (token: string, body: unknown) =>
      call("POST", `/payments/v1/authorizations/${token}/order`, { body }),
  }
}

/** The message of a refusal, whole. */
export function message(reply: Reply): string {
  const messages = reply.body["error_messages"]
  return Array.isArray(messages) ? messages.join("; ") : reply.text
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : { list: value }
  } catch {
    return {}
  }
}
