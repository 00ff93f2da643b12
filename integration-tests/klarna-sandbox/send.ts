import type { ServerResponse } from "node:http"
import type { Answer } from "./answers"

export const CORS_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "600",
}

/** Writes an answer; a body is JSON unless it is raw. */
export function send(response: ServerResponse, answer: Answer): void {
  const text = answer.raw ?? (answer.body === undefined ? "" : JSON.stringify(answer.body))
  const headers: Record<string, string> = { server: "klarna-sandbox", ...answer.headers }
  if (answer.body !== undefined && answer.raw === undefined) {
    headers["content-type"] ??= "application/json;charset=utf-8"
  }
  if (answer.status !== 204) headers["content-length"] = String(Buffer.byteLength(text))
  response.writeHead(answer.status, headers)
  response.end(text)
}
