import type { IncomingMessage } from "node:http"

/** Klarna's bodies are some hundred bytes. */
export const MAX_BODY_BYTES = 64 * 1024

/** A body as JSON, or the status that says why it is none. */
export type Body = { json: unknown } | { status: 400 | 413 | 415 }

/**
 * Reads the body of a call. Medusa's own parser is switched off for these routes: it would quote a broken body in the log, and so a
 * token with it.
 *
 * @param limit bytes; what lies beyond is not kept
 */
export async function readBody(req: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Body> {
  const type = req.headers["content-type"]
  if (type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    return { status: 415 }
  }
  if (Number(req.headers["content-length"] ?? 0) > limit) return { status: 413 }
  const bytes = await collect(req, limit)
  if (!bytes) return { status: 413 }
  try {
    return { json: JSON.parse(bytes.toString("utf8")) }
  } catch {
    return { status: 400 }
  }
}

/** Events instead of an async iterator, which would end the connection before the answer is sent. */
function collect(req: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) end(undefined)
      else chunks.push(chunk)
    }
    const whole = () => end(Buffer.concat(chunks))
    // A call that breaks off is as good as an empty one.
    const broken = () => end(Buffer.alloc(0))
    const end = (result: Buffer | undefined) => {
      req.off("data", take).off("end", whole).off("error", broken).off("close", broken)
      req.resume()
      resolve(result)
    }
    req.on("data", take).on("end", whole).on("error", broken).on("close", broken)
    if (req.readableEnded || req.destroyed) broken()
  })
}
