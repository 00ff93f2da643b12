import {
  KlarnaAnswerError,
  KlarnaAuthError,
  KlarnaConflictError,
  KlarnaError,
  KlarnaNotFoundError,
  KlarnaRateLimitError,
  KlarnaRequestError,
  KlarnaTimeoutError,
  KlarnaUnavailableError,
} from "../../errors"
import {
  createKlarnaHttp,
  type KlarnaHttpOptions,
  type KlarnaLogEntry,
  type KlarnaRequest,
} from "../http"
import {
  drip,
  empty,
  hangUp,
  json,
  localServer,
  raw,
  silence,
  type LocalServer,
  type Turn,
} from "./local-server"

let server: LocalServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const AUTHORIZATION = "Basic klarna_test_api_canary"
const read: KlarnaRequest = {
  operation: "getOrder",
  method: "GET",
  path: "/ordermanagement/v1/orders/1",
  retry: "safe",
}
const change: KlarnaRequest = {
  operation: "capture",
  method: "POST",
  path: "/ordermanagement/v1/orders/1/captures",
  body: { captured_amount: 1 },
  idempotencyKey: "4b1d0b9e-0000-4000-8000-000000000001",
  retry: "with-key",
}
const once: KlarnaRequest = { ...change, operation: "createOrder", retry: "never" }
const careful: KlarnaRequest = { ...change, operation: "createSession", retry: "unprocessed" }

/** Calls a server that takes these turns; waits are noted and not waited for. */
async function call(
  request: KlarnaRequest,
  turns: Turn[],
  options: Partial<KlarnaHttpOptions> = {}
) {
  server = await localServer(...turns)
  const waits: number[] = []
  const entries: KlarnaLogEntry[] = []
  const http = createKlarnaHttp({
    baseUrl: server.url,
    authorization: AUTHORIZATION,
    userAgent: "Medusa/2 klarna-plugin/1",
    log: (entry) => entries.push(entry),
    sleep: (ms) => Promise.resolve(void waits.push(ms)),
    ...options,
  })
  const result = await http.request(request).then(
    (answer) => ({ answer, error: undefined }),
    (error: unknown) => ({ answer: undefined, error })
  )
  const error = result.error instanceof KlarnaError ? result.error : undefined
  return { answer: result.answer, error, thrown: result.error, waits, entries, seen: server.seen }
}

const ok = json(200, { fine: true }, { "Klarna-Correlation-Id": "corr-1" })
const outage = json(503, { error_code: "TEMPORARILY_UNAVAILABLE" })

describe("a call", () => {
  it("sends JSON with authorization, user agent and idempotency key, and reads JSON", async () => {
    const { answer, seen } = await call(change, [ok])
    expect(answer).toMatchObject({ status: 200, body: { fine: true }, correlationId: "corr-1" })
    expect(seen[0]).toMatchObject({
      method: "POST",
      path: "/ordermanagement/v1/orders/1/captures",
      body: '{"captured_amount":1}',
      headers: {
        authorization: AUTHORIZATION,
        "user-agent": "Medusa/2 klarna-plugin/1",
        "content-type": "application/json",
        "klarna-idempotency-key": change.idempotencyKey,
      },
    })
  })

  it("takes an empty 2xx, and one with no JSON, for the success that it is", async () => {
    expect((await call(change, [empty(204)])).answer).toMatchObject({
      status: 204,
      body: undefined,
    })
    await server?.stop()
    expect((await call(change, [raw(201, "text/html", "<p>ok")])).answer).toMatchObject({
      status: 201,
      body: undefined,
    })
  })

  it("does not follow a redirect, which would carry the credentials elsewhere", async () => {
    const { error, seen } = await call(change, [
      empty(302, { Location: "https://elsewhere.example/" }),
    ])
    expect(error).toBeInstanceOf(KlarnaAnswerError)
    expect(seen).toHaveLength(1)
  })

  it("ignores an environment's proxy", async () => {
    process.env.HTTP_PROXY = "http://127.0.0.1:9"
    try {
      expect((await call(read, [ok])).answer?.status).toBe(200)
    } finally {
      delete process.env.HTTP_PROXY
    }
  })
})

describe("errors", () => {
  it("F16: takes a 401 in HTML for wrong key, region or environment, and names the host", async () => {
    const { error, seen } = await call(change, [
      raw(401, "text/html", "<html><h1>401 Authorization Required</h1></html>"),
    ])
    expect(error).toBeInstanceOf(KlarnaAuthError)
    expect(error?.publicMessage).toContain(new URL(server?.url ?? "").host)
    expect(error?.publicMessage).toMatch(/region.*environment/)
    expect(error).toMatchObject({ status: 401, outcome: "refused", messages: [] })
    expect(seen).toHaveLength(1)
  })

  it.each([
    [400, KlarnaRequestError],
    [403, KlarnaRequestError],
    [404, KlarnaNotFoundError],
    [409, KlarnaConflictError],
    [413, KlarnaRequestError],
    [422, KlarnaRequestError],
  ] as const)("takes %d for a refusal, once, with Klarna's words", async (status, kind) => {
    const body = {
      error_code: "BAD_VALUE",
      error_messages: ["Bad value: order_lines[0].total_tax_amount"],
      correlation_id: "c-9",
    }
    const { error, seen } = await call(change, [json(status, body)])
    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({
      status,
      errorCode: "BAD_VALUE",
      correlationId: "c-9",
      outcome: "refused",
      operation: "capture",
    })
    expect(error?.message).toContain("order_lines[0].total_tax_amount")
    expect(seen).toHaveLength(1)
  })

  it("F1: names the field in what a merchant may read", async () => {
    const { error } = await call(change, [
      json(400, {
        error_code: "BAD_VALUE",
        error_messages: ["Bad value: order_lines[2].total_tax_amount differs"],
      }),
    ])
    expect(error?.publicMessage).toContain("order_lines[2].total_tax_amount")
  })

  it("reads the singular error_message, and bodies of any shape, without failing", async () => {
    expect(
      (await call(change, [json(400, { error_message: "Bad value: locale" })])).error?.messages
    ).toEqual(["Bad value: locale"])
    for (const body of [[], "text", 7, { error_messages: "no list", error_code: 5 }, null]) {
      await server?.stop()
      const { error } = await call(change, [
        json(403, body, { "Klarna-Correlation-Id": "from-header" }),
      ])
      expect(error).toMatchObject({
        status: 403,
        messages: [],
        errorCode: null,
        correlationId: "from-header",
      })
    }
  })

  it("says that a declined customer was declined", async () => {
    const { error } = await call(once, [
      json(403, { error_code: "REJECTED", error_messages: ["Rejected"] }),
    ])
    expect(error?.publicMessage).toBe("Klarna declined the payment.")
  })
})

describe("repeating", () => {
  it("repeats a read, and a change with a key, after outages; the key stays the same", async () => {
    for (const request of [read, change]) {
      const { answer, seen, waits } = await call(request, [outage, hangUp, ok])
      expect(answer?.status).toBe(200)
      expect(new Set(seen.map(({ headers }) => headers["klarna-idempotency-key"])).size).toBe(1)
      expect(waits).toHaveLength(2)
      await server?.stop()
    }
  })

  it("F7: never repeats what has no key and may have been processed: outage, lost answer, time-out", async () => {
    for (const turn of [outage, hangUp, silence]) {
      for (const request of [once, careful]) {
        const { error, seen } = await call(request, [turn, ok], { timeoutMs: 60 })
        expect(error?.outcome).toBe("unknown")
        expect(seen).toHaveLength(1)
        await server?.stop()
      }
    }
  })

  it("repeats a session call after 429, which Klarna did not process; create order not even then", async () => {
    expect((await call(careful, [json(429, {}), ok])).answer?.status).toBe(200)
    await server?.stop()
    const { error, seen } = await call(once, [json(429, {}), ok])
    expect(error).toBeInstanceOf(KlarnaRateLimitError)
    expect(error?.outcome).toBe("refused")
    expect(seen).toHaveLength(1)
  })

  it("honours Retry-After in seconds and as a date, and x-ratelimit-reset", async () => {
    expect((await call(read, [json(429, {}, { "Retry-After": "2" }), ok])).waits).toEqual([2_000])
    await server?.stop()
    const date = new Date(Date.now() + 3_000).toUTCString()
    const [wait] = (await call(read, [json(429, {}, { "Retry-After": date }), ok])).waits
    expect(wait).toBeGreaterThan(1_000)
    expect(wait).toBeLessThanOrEqual(3_000)
    await server?.stop()
    expect((await call(read, [json(429, {}, { "X-RateLimit-Reset": "1" }), ok])).waits).toEqual([
      1_000,
    ])
  })

  it("waits at least the floor, and takes the quota that other answers carry for no wish to wait", async () => {
    expect((await call(read, [json(429, {}, { "Retry-After": "0" }), ok])).waits).toEqual([200])
    await server?.stop()
    const busy = json(503, {}, { "X-RateLimit-Reset": "3" })
    expect((await call(read, [busy, ok], { random: () => 0 })).waits).toEqual([200])
  })

  it("F7: sends what can't be repeated over a connection of its own, since a kept one may be dead", async () => {
    server = await localServer(ok)
    const http = createKlarnaHttp({
      baseUrl: server.url,
      authorization: AUTHORIZATION,
      userAgent: "test",
    })
    for (const request of [read, read, once, careful]) await http.request(request)
    const [first, second, third, fourth] = server.seen.map(({ port }) => port)
    expect(second).toBe(first)
    expect(new Set([first, third, fourth]).size).toBe(3)
  })

  it("backs off with a random wait between floor and ceiling where Klarna says nothing", async () => {
    expect((await call(read, [json(429, {})], { random: () => 0 })).waits).toEqual([200, 200])
    await server?.stop()
    expect((await call(read, [json(429, {})], { random: () => 1, maxAttempts: 7 })).waits).toEqual([
      500, 1_000, 2_000, 4_000, 4_000, 4_000,
    ])
  })

  it("does not wait longer than a checkout can: it tells the caller when to come back", async () => {
    const { error, seen, waits } = await call(read, [json(429, {}, { "Retry-After": "120" })])
    expect(error).toBeInstanceOf(KlarnaRateLimitError)
    expect(error).toMatchObject({ retryAfterMs: 120_000, retriable: true })
    expect(waits).toEqual([])
    expect(seen).toHaveLength(1)
  })

  it("stays unknown when a later attempt is refused, since the first may have been processed", async () => {
    const { error } = await call(change, [hangUp, json(409, { error_code: "CONFLICT" })])
    expect(error).toBeInstanceOf(KlarnaConflictError)
    expect(error?.outcome).toBe("unknown")
  })

  it("takes a refused connection for not processed, and a hang-up for unknown", async () => {
    const gone = await localServer(ok)
    await gone.stop()
    const waits: number[] = []
    const http = createKlarnaHttp({
      baseUrl: gone.url,
      authorization: AUTHORIZATION,
      userAgent: "test",
      sleep: (ms) => Promise.resolve(void waits.push(ms)),
    })
    const refused: unknown = await http.request(careful).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(KlarnaUnavailableError)
    expect(refused).toMatchObject({ outcome: "refused", status: null })
    expect(waits).toHaveLength(2)
    const { error } = await call(once, [hangUp])
    expect(error).toBeInstanceOf(KlarnaUnavailableError)
    expect(error?.outcome).toBe("unknown")
  })

  it("ends an attempt in time, also where Klarna keeps sending without an end", async () => {
    for (const turn of [silence, drip]) {
      const { error, seen } = await call(change, [turn], { timeoutMs: 80, maxAttempts: 2 })
      expect(error).toBeInstanceOf(KlarnaTimeoutError)
      expect(error?.outcome).toBe("unknown")
      expect(seen).toHaveLength(2)
      await server?.stop()
    }
  })
})

describe("secrets", () => {
  const canaries = [
    "klarna_test_api_canary",
    "tok-canary-1",
    "Canarina",
    "canary@example.com",
    "+46701740615",
    "19410321-9202",
  ]

  it("F25: never shows a key, a token or a person in a log line or an error, whatever Klarna repeats", async () => {
    const request: KlarnaRequest = {
      operation: "createOrder",
      method: "POST",
      path: "/payments/v1/authorizations/tok-canary-1/order",
      body: {
        billing_address: {
          given_name: "Canarina",
          email: "canary@example.com",
          phone: "+46701740615",
        },
        customer: { national_identification_number: "19410321-9202" },
      },
      retry: "with-key",
      secrets: ["tok-canary-1"],
    }
    const spilled = {
      error_code: "BAD_VALUE",
      error_messages: canaries.map((canary) => `Bad value: ${canary} Basic ${canary}`),
    }
    for (const turn of [json(400, spilled), json(500, spilled), hangUp, silence]) {
      const { thrown, error, entries } = await call(request, [turn], {
        timeoutMs: 60,
        maxAttempts: 2,
      })
      const nested = error && "cause" in error ? error.cause : undefined
      const shown = [
        JSON.stringify(entries),
        JSON.stringify(thrown),
        JSON.stringify(nested, Object.getOwnPropertyNames(nested ?? {})),
        String(error?.stack),
        error?.message,
        error?.publicMessage,
        JSON.stringify(error?.messages),
      ].join("\n")
      for (const canary of canaries) expect(shown).not.toContain(canary)
      expect(shown).toContain("createOrder")
      await server?.stop()
    }
  })

  it("logs operation, ids, status, time and correlation id of every attempt", async () => {
    const { entries } = await call({ ...read, ids: { order_id: "o-1" } }, [outage, ok])
    expect(entries).toEqual([
      expect.objectContaining({
        operation: "getOrder",
        ids: { order_id: "o-1" },
        attempt: 1,
        status: 503,
        errorCode: "TEMPORARILY_UNAVAILABLE",
      }),
      expect.objectContaining({
        attempt: 2,
        status: 200,
        correlationId: "corr-1",
        retryInMs: null,
      }),
    ])
    expect(entries[0]?.retryInMs).toBeGreaterThanOrEqual(200)
    expect(entries[0]?.ms).toBeGreaterThanOrEqual(0)
  })
})
