import type { IncomingMessage } from "node:http"

/** Klarna takes 1 MB; what is longer is read to its end, so that the caller gets an answer, and not kept. */
const LIMIT = 1024 * 1024

export type Body = { text: string; tooLarge: boolean; json: unknown; malformed: boolean }

export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += part.length
    if (size <= LIMIT) chunks.push(part)
  }
  const text = size > LIMIT ? "" : Buffer.concat(chunks).toString("utf8")
  return { text, tooLarge: size > LIMIT, ...parsed(text) }
}

function parsed(text: string): { json: unknown; malformed: boolean } {
  if (text.trim() === "") return { json: undefined, malformed: false }
  try {
    const json: unknown = JSON.parse(text)
    return { json, malformed: false }
  } catch {
    return { json: undefined, malformed: true }
  }
}
