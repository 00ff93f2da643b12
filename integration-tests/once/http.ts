import type { z } from "zod"

/** Calls one HTTP server with JSON; every answer goes through a schema. */
export type Http = {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T>
}

const TIMEOUT = 60_000

/**
 * A client for a server. An answer that is no success throws with method, path, status and the server's message.
 *
 * @example
 * const store = http("http://localhost:9000", { "x-publishable-api-key": key })
 */
export function http(baseUrl: string, headers: Record<string, string> = {}): Http {
  const call = async <T>(
    method: string,
    path: string,
    body: unknown,
    schema: z.ZodType<T>
  ): Promise<T> => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT),
    })
    const text = await answer.text()
    if (!answer.ok)
      throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`)
    const parsed = schema.safeParse(JSON.parse(text))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new Error(
        `${method} ${path} answered without what was expected: ${issue?.path.join(".")}: ${issue?.message}`
      )
    }
    return parsed.data
  }
  return {
    get: (path, schema) => call("GET", path, undefined, schema),
    post: (path, body, schema) => call("POST", path, body, schema),
  }
}
