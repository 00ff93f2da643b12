import { KlarnaUnavailableError } from "../../errors"
import { Circuit } from "../circuit"
import { createKlarnaHttp, type KlarnaRequest } from "../http"
import { json, localServer, raw, type LocalServer } from "./local-server"

let server: LocalServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const begin: KlarnaRequest = {
  operation: "createSession",
  method: "POST",
  path: "/payments/v1/sessions",
  body: {},
  retry: "unprocessed",
}
const finish: KlarnaRequest = { ...begin, operation: "createOrder", retry: "never" }

async function klarna(clock: { now: number }) {
  let broken = true
  server = await localServer((response, request) =>
    (broken ? raw(503, "<html></html>", "text/html") : json(200, { ok: true }))(response, request)
  )
  const http = createKlarnaHttp({
    baseUrl: server.url,
    authorization: "Basic key",
    userAgent: "tests",
    circuit: new Circuit(() => clock.now),
  })
  const errorOf = (request: KlarnaRequest) =>
    http.request(request).then(
      () => undefined,
      (error: unknown) => error
    )
  return { server, errorOf, mend: () => (broken = false) }
}

it("I9: after five failures in a row nothing new is begun, at once and without a call", async () => {
  const clock = { now: 0 }
  const { server, errorOf } = await klarna(clock)
  for (let n = 0; n < 5; n++) await errorOf(begin)
  const calls = server.seen.length
  const refused = await errorOf(begin)
  expect(refused).toBeInstanceOf(KlarnaUnavailableError)
  expect(refused).toMatchObject({ outcome: "refused" })
  expect(server.seen).toHaveLength(calls)
})

it("what finishes something is always asked for: a call that was not made would be taken for a no", async () => {
  const clock = { now: 0 }
  const { server, errorOf } = await klarna(clock)
  for (let n = 0; n < 6; n++) await errorOf(begin)
  const calls = server.seen.length
  expect(await errorOf(finish)).toMatchObject({ outcome: "unknown" })
  expect(server.seen).toHaveLength(calls + 1)
})

it("lets one call through after a while, which decides for the others", async () => {
  const clock = { now: 0 }
  const { server, errorOf, mend } = await klarna(clock)
  for (let n = 0; n < 5; n++) await errorOf(begin)
  clock.now = 16_000
  const calls = server.seen.length
  await Promise.all([errorOf(begin), errorOf(begin), errorOf(begin)])
  expect(server.seen).toHaveLength(calls + 1)

  mend()
  clock.now = 32_000
  expect(await errorOf(begin)).toBeUndefined()
  expect(await errorOf(begin)).toBeUndefined()
})

it("forgets failures that are long ago, and any answer ends the count", async () => {
  const clock = { now: 0 }
  const { server, errorOf } = await klarna(clock)
  for (let n = 0; n < 12; n++) {
    clock.now += 10_000
    await errorOf(begin)
  }
  expect(server.seen).toHaveLength(12)
})
