import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** Klarna's operations that the tests stop in the middle of. */
const OPERATIONS = {
  createSession: /^POST \/payments\/v1\/sessions$/,
  createOrder: /^POST \/payments\/v1\/authorizations\/[^/]+\/order$/,
  capture: /^POST \/ordermanagement\/v1\/orders\/[^/]+\/captures$/,
} as const
export type Operation = keyof typeof OPERATIONS

/** Where a call is stopped: before Klarna has seen it, or after Klarna has done it and before its answer is known. */
export type Point = "before" | "after"

/** A call that is stopped. */
export type Hold = {
  /** Resolves when the call has come to that point. */
  reached: Promise<void>
  /** Lets it go on, if there is still somebody. */
  release(): void
  /** Cuts the line: the call never reaches Klarna, or its answer nobody. */
  cut(): void
}

type Waiting = {
  operation: Operation
  point: Point
  about: string
  reach: () => void
  decided: Promise<"release" | "cut">
}

/** The line between Medusa and Klarna, on which a call can be stopped at a named point. */
export type Wire = {
  url: string
  /**
   * Stops the next call of an operation that is about something.
   *
   * @param about an id that its path or body holds
   */
  hold(operation: Operation, point: Point, about: string): Hold
  stop(): Promise<void>
}

/** Opens the line to a sandbox. It passes everything on as it is. */
export async function openWire(sandboxUrl: string): Promise<Wire> {
  const target = new URL(sandboxUrl)
  const agent = new Agent({ keepAlive: true })
  const waiting: Waiting[] = []

  const stopped = async (call: Call, point: Point): Promise<"release" | "cut"> => {
    const index = waiting.findIndex((hold) => hold.point === point && isAbout(hold, call))
    const [hold] = index < 0 ? [] : waiting.splice(index, 1)
    if (!hold) return "release"
    hold.reach()
    return hold.decided
  }

  const pass = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await bytes(incoming)
    const call = { line: `${incoming.method} ${incoming.url}`, body: body.toString("utf8") }
    if ((await stopped(call, "before")) === "cut") return void incoming.socket.destroy()
    const { status, headers, body: said } = await forward(target, agent, incoming, body)
    if ((await stopped(call, "after")) === "cut") return void incoming.socket.destroy()
    answer.writeHead(status, headers).end(said)
  }

  const server = createServer((incoming, answer) => {
    // Whoever asked may be dead, and the sandbox may hang up as a fault: then the line is dead for the asker as well.
    answer.on("error", () => undefined)
    pass(incoming, answer).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    hold: (operation, point, about) => {
      let reach = () => undefined as void
      let decide = (_end: "release" | "cut") => undefined as void
      const reached = new Promise<void>((resolve) => (reach = resolve))
      const decided = new Promise<"release" | "cut">((resolve) => (decide = resolve))
      waiting.push({ operation, point, about, reach: () => reach(), decided })
      return { reached, release: () => decide("release"), cut: () => decide("cut") }
    },
    stop: () =>
      new Promise((resolve) => {
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Call = { line: string; body: string }

function isAbout({ operation, about }: Waiting, { line, body }: Call): boolean {
  return OPERATIONS[operation].test(line) && (line.includes(about) || body.includes(about))
}

type Said = { status: number; headers: IncomingMessage["headers"]; body: Buffer }

function forward(
  target: URL,
  agent: Agent,
  incoming: IncomingMessage,
  body: Buffer
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        bytes(answer).then(
          (said) =>
            resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: said }),
          reject
        )
      }
    )
    outgoing.on("error", reject)
    outgoing.end(body)
  })
}

async function bytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
