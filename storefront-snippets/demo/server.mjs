/**
 * Serves the built demo shop: `node storefront-snippets/demo/server.mjs`. Node alone is enough.
 *
 * Environment: `PORT` (8000; 0 = any free one), `MEDUSA_URL` (http://localhost:9000), `PUBLISHABLE_KEY`, and `KLARNA_SCRIPT_ORIGINS`,
 * the origins of Klarna's scripts, separated by spaces or commas. Default: Klarna's own.
 */
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { createServer } from "node:http"
import { extname, join, normalize, sep } from "node:path"
import { fileURLToPath } from "node:url"

const dist = fileURLToPath(new URL("./dist", import.meta.url))
const port = Number(process.env.PORT || 8000)
const medusaUrl = (process.env.MEDUSA_URL || "http://localhost:9000").replace(/\/+$/, "")
const klarna = originsOf(
  process.env.KLARNA_SCRIPT_ORIGINS || "https://x.klarnacdn.net https://js.klarna.com"
)

/** Klarna's real scripts bring frames, pictures and calls of theirs from all of Klarna's domains; the sandbox has one origin. */
function originsOf(scripts) {
  const origins = scripts.split(/[\s,]+/).filter(Boolean)
  const isKlarna = origins.some((origin) => /\.klarna(cdn)?\.(com|net)$/.test(origin))
  const domains = ["klarna.com", "klarnacdn.net", "klarnaservices.com", "klarnaevt.com"]
  return [...origins, ...(isKlarna ? domains.map((domain) => `https://*.${domain}`) : [])].join(" ")
}

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
}

const HEADERS = {
  // Klarna's scripts draw frames and style them inline; logos come from its image hosts.
  "content-security-policy": [
    "default-src 'self'",
    `script-src 'self' ${klarna}`,
    `style-src 'self' 'unsafe-inline' ${klarna}`,
    `img-src 'self' data: ${medusaUrl} ${klarna}`,
    `font-src 'self' data: ${klarna}`,
    `connect-src 'self' ${medusaUrl} ${klarna}`,
    `frame-src 'self' ${klarna}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; "),
  // Klarna's window must be able to answer the page that opened it.
  "cross-origin-opener-policy": "same-origin-allow-popups",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => send(response, 500, "Something went wrong."))
})

async function answer(request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return send(response, 405, "This server only answers GET.")
  }
  const path = pathOf(request.url)
  if (path === undefined) return send(response, 400, "Bad address.")
  if (path === "/config.json") {
    const settings = { medusaUrl, publishableKey: process.env.PUBLISHABLE_KEY || "" }
    return send(response, 200, JSON.stringify(settings), TYPES[".json"])
  }
  const file = await fileFor(path)
  if (!file) return send(response, 404, "Not found.")
  const isHashed = path.startsWith("/assets/")
  response.writeHead(200, {
    ...HEADERS,
    "content-type": TYPES[extname(file.path)] ?? "application/octet-stream",
    "content-length": file.size,
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    // Klarna's app shows product images.
    ...(path.startsWith("/images/") ? { "access-control-allow-origin": "*" } : {}),
  })
  if (request.method === "HEAD") return response.end()
  createReadStream(file.path)
    .on("error", () => response.destroy())
    .pipe(response)
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://shop").pathname)
  } catch {
    return undefined
  }
}

/** The file of a path; the page itself for what looks like a page of the shop. */
async function fileFor(path) {
  const wanted = join(dist, normalize(path))
  if (!wanted.startsWith(dist + sep) && wanted !== dist) return undefined
  const candidates = extname(path) ? [wanted] : [join(dist, "index.html")]
  for (const candidate of candidates) {
    const info = await stat(candidate).catch(() => undefined)
    if (info?.isFile()) return { path: candidate, size: info.size }
  }
  return undefined
}

function send(response, status, body, type = "text/plain; charset=utf-8") {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, { ...HEADERS, "content-type": type, "cache-control": "no-store" })
  response.end(body)
}

server.on("error", (error) => {
  const reason =
    error.code === "EADDRINUSE"
      ? `Port ${port} is taken: stop what listens there, or choose another one with PORT.`
      : `The shop could not start: ${error.message}`
  console.error(reason)
  process.exit(1)
})
server.listen(port, () => {
  console.log(`shop listening on http://localhost:${server.address().port}`)
})
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    server.close(() => process.exit(0))
    server.closeAllConnections()
  })
}
