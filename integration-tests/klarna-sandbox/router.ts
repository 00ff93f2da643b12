import type { IncomingHttpHeaders } from "node:http"
import type { Answer } from "./answers"
import type { Sandbox } from "./sandbox"
import type { Account } from "./settings"

/** One call to one operation, as its handler sees it. */
export type Call = {
  sandbox: Sandbox
  account: Account
  body: unknown
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** The number of the request in the log; 0 for the control API. */
  n: number
  /** Where the caller reached the sandbox. */
  baseUrl: string
  /** A part of the path by its name. */
  param: (name: string) => string
}

export type Route = {
  method: "GET" | "POST" | "PATCH" | "DELETE"
  /** `/payments/v1/sessions/:session_id` */
  path: string
  /** The contract's name of the operation; the browser's and the control API have names of their own. */
  operation: string
  handle: (call: Call) => Answer | Promise<Answer>
}

/** One API of the sandbox. A file for each: add it to the list in `server.ts`. */
export type Api = {
  name: string
  /** How callers are known: server credentials, or none. */
  auth: "basic" | "none"
  /** Answered to any web page. */
  cors: boolean
  /** Whether POST and PATCH take an idempotency key. */
  idempotent: boolean
  /** Which calls share which limit; absent means that none is counted. */
  rateKind?: (operation: string) => { kind: string; limit: "sessions" | "others" }
  routes: Route[]
}

export type Match = { api: Api; route: Route; params: Record<string, string> }

type Compiled = { api: Api; route: Route; segments: string[] }

export class Router {
  private readonly compiled: Compiled[]

  constructor(readonly apis: readonly Api[]) {
    this.compiled = apis.flatMap((api) =>
      api.routes.map((route) => ({ api, route, segments: split(route.path) }))
    )
  }

  find(method: string, path: string): Match | undefined {
    const given = split(path)
    for (const { api, route, segments } of this.compiled) {
      if (route.method !== method || segments.length !== given.length) continue
      const params = paramsOf(segments, given)
      if (params) return { api, route, params }
    }
    return undefined
  }

  /** The API that a path belongs to, whether or not it has such an operation. */
  apiOf(path: string): Api | undefined {
    const first = split(path)[0]
    return this.compiled.find(({ segments }) => segments[0] === first)?.api
  }
}

/** Double slashes, as some shops make them, are one. */
function split(path: string): string[] {
  return path.split("/").filter(Boolean)
}

function paramsOf(segments: string[], given: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? ""
    if (segment.startsWith(":")) params[segment.slice(1)] = decode(value)
    else if (segment !== value) return undefined
  }
  return params
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
