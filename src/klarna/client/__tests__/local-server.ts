import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http"
import type { AddressInfo } from "node:net"

/** A request that arrived. */
export type Seen = {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  port: number | undefined
}

/** What the server does with one request. */
export type Turn = (response: ServerResponse, request: IncomingMessage) => void

export type LocalServer = { url: string; seen: Seen[]; stop: () => Promise<void> }

/** A real HTTP server that takes one turn a request, in order; the last one repeats. */
export async function localServer(...turns: Turn[]): Promise<LocalServer> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ""
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")))
    request.on("end", () => {
      seen.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body,
        port: request.socket.remotePort,
      })
      const turn = turns[Math.min(seen.length, turns.length) - 1]
      if (turn) turn(response, request)
      else response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${isInet(address) ? address.port : 0}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isInet(address: AddressInfo | string | null): address is AddressInfo {
  return address !== null && typeof address === "object"
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Turn =>
  (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers })
    response.end(JSON.stringify(body))
  }

export const empty =
  (status: number, headers: Record<string, string> = {}): Turn =>
  (response) => {
    response.writeHead(status, headers)
    response.end()
  }

export const raw =
  (status: number, contentType: string, body: string): Turn =>
  (response) => {
    response.writeHead(status, { "Content-Type": contentType })
    response.end(body)
  }

/** Hangs up after the request arrived: the client can't know whether it was processed. */
export const hangUp: Turn = (_, request) => request.socket.destroy()

/** Never answers. */
export const silence: Turn = () => undefined

/** Sends a byte now and then, but never ends. */
export const drip: Turn = (response) => {
  response.writeHead(200, { "Content-Type": "application/json" })
  const timer = setInterval(() => response.write(" "), 20)
  response.on("close", () => clearInterval(timer))
}
