import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { isObject, type JsonObject } from "../rules/json"

type Heard = { path: string; status: unknown; body: JsonObject }

/** A shop's server that hears what Klarna says of hosted pages and answers what the test wants. */
export class Ear {
  heard: Heard[] = []
  /** What it answers, in the order of arrival; 200 when there is no more. */
  statuses: number[] = []
  /** The first call that tells of this status is refused: calls made at the same time arrive in any order. */
  refusesOnce: string | undefined
  hang = false
  url = ""
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      const session = isObject(body) ? body["session"] : undefined
      this.heard.push({
        path: request.url ?? "",
        status: isObject(session) ? session["status"] : undefined,
        body: isObject(body) ? body : {},
      })
      if (this.hang) return
      response.writeHead(this.answerTo(this.heard[this.heard.length - 1]?.status)).end()
    })
  })

  private answerTo(status: unknown): number {
    if (this.refusesOnce === undefined || status !== this.refusesOnce) {
      return this.statuses.shift() ?? 200
    }
    this.refusesOnce = undefined
    return 500
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve))
    const { port } = this.server.address() as AddressInfo
    this.url = `http://127.0.0.1:${port}`
    return this.url
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}
