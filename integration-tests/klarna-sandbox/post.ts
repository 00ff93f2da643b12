import http from "node:http"
import https from "node:https"

type Limits = { connectMs: number; readMs: number }
export type Outcome = { status: number | null; error: string | null }

/** Posts JSON without credentials, following no redirect, within one limit for connecting and one for the answer. */
export function post(url: string, body: unknown, limits: Limits): Promise<Outcome> {
  return new Promise((resolve) => {
    const text = JSON.stringify(body)
    const request = (url.startsWith("https:") ? https : http).request(url, {
      method: "POST",
      agent: false,
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
    })
    let limit = setTimeout(
      () => request.destroy(new Error("no connection in time")),
      limits.connectMs
    )
    const done = (outcome: Outcome) => {
      clearTimeout(limit)
      resolve(outcome)
    }
    request.on("socket", (socket) =>
      socket.once("connect", () => {
        clearTimeout(limit)
        limit = setTimeout(() => request.destroy(new Error("no answer in time")), limits.readMs)
      })
    )
    request.on("error", (error) => done({ status: null, error: error.message }))
    request.on("response", (response) => {
      response.resume()
      response.on("end", () => done({ status: response.statusCode ?? null, error: null }))
      response.on("error", (error) => done({ status: null, error: error.message }))
    })
    request.end(text)
  })
}
