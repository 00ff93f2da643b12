import { z } from "zod"

const TIMEOUT = 90_000

/** What a server answered; `died` when the line broke before it could. */
export type Answer = { status: number; body: unknown } | { status: "died"; body: null }

/** Calls one server with JSON. Every answer is an answer: nothing throws because of a status, or because the server died. */
export type Answers = {
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
}

export function answersOf(baseUrl: string, headers: Record<string, string> = {}): Answers {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    let text: string
    let status: number
    try {
      const answer = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT),
      })
      status = answer.status
      text = await answer.text()
    } catch (error) {
      if (error instanceof Error && error.name === "TimeoutError") {
        throw new Error(`${method} ${path} was not answered within ${TIMEOUT / 1000} s.`)
      }
      return { status: "died", body: null }
    }
    return { status, body: parsed(text) }
  }
  return {
    get: (path) => call("GET", path),
    post: (path, body = {}) => call("POST", path, body),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 500)
  }
}

/** The body of an answer that must be a success. */
export function success<T>(answer: Answer, schema: z.ZodType<T>, what: string): T {
  if (answer.status !== 200) throw new Error(`${what}: ${described(answer)}`)
  const read = schema.safeParse(answer.body)
  if (!read.success)
    throw new Error(`${what} answered without what was expected: ${read.error.message}`)
  return read.data
}

/** An answer in words, for a report. */
export function described({ status, body }: Answer): string {
  return status === "died" ? "no answer" : `${status} ${JSON.stringify(body).slice(0, 300)}`
}

const Refusal = z.looseObject({ code: z.string().nullish(), message: z.string() })

/** Why a shop refused, where it did so in words that a shopper can use; undefined for anything else. */
export function refusalOf({ status, body }: Answer): string | undefined {
  if (typeof status !== "number" || status < 400 || status >= 500) return undefined
  const { data } = Refusal.safeParse(body)
  return data?.message ? (data.code ?? "refused") : undefined
}
