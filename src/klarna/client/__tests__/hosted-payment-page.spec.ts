import { createKlarnaClient, type HostedPaymentPage } from ".."
import { KlarnaNotFoundError, KlarnaRequestError, KlarnaUnavailableError } from "../../errors"
import type { KlarnaLogEntry } from "../http"
import { empty, hangUp, json, localServer, type LocalServer, type Turn } from "./local-server"

let server: LocalServer | undefined
let logged: KlarnaLogEntry[] = []
afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function pages(...turns: Turn[]): Promise<{ page: HostedPaymentPage; server: LocalServer }> {
  await server?.stop()
  const started = await localServer(...turns)
  server = started
  logged = []
  const client = createKlarnaClient({
    baseUrl: `${started.url}/`,
    authorization: "Basic a2V5",
    userAgent: "test",
    sleep: () => Promise.resolve(),
    log: (entry) => logged.push(entry),
  })
  return { page: client.hostedPaymentPage, server: started }
}

const mail = {
  method: "email" as const,
  contact_information: { email: "canary@email.se" },
}
const sms = {
  method: "sms" as const,
  contact_information: { phone: "0701740615", phone_country: "SE" },
}

describe("a hosted payment page", () => {
  it("is made, read, sent and closed", async () => {
    const made = { session_id: "p/1", redirect_url: "https://pay.klarna.com/eu/x", expires_at: "t" }
    const { page, server: started } = await pages(
      json(201, made),
      json(200, { session_id: "p/1", status: "COMPLETED", authorization_token: "tok" }),
      empty(204),
      empty(204)
    )
    const body = {
      payment_session_url: page.paymentSessionUrl("s/1"),
      merchant_urls: { success: "https://shop.example/paid?page={{session_id}}" },
      options: { place_order_mode: "NONE" as const },
    }
    expect(await page.createSession(body)).toEqual(made)
    expect(await page.getSession("p/1")).toMatchObject({ status: "COMPLETED" })
    await page.distribute("p/1", sms)
    await page.disableSession("p/1")
    expect(started.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /hpp/v1/sessions",
      "GET /hpp/v1/sessions/p%2F1",
      "POST /hpp/v1/sessions/p%2F1/distribution",
      "DELETE /hpp/v1/sessions/p%2F1",
    ])
    expect(JSON.parse(started.seen[0]?.body ?? "")).toEqual({
      ...body,
      payment_session_url: `${started.url}/payments/v1/sessions/s%2F1`,
    })
    expect(JSON.parse(started.seen[2]?.body ?? "")).toEqual(sms)
  })

  it("is made again only where Klarna surely made none", async () => {
    const made = json(201, { session_id: "p", redirect_url: "https://pay.klarna.com/eu/x" })
    const busy = await pages(json(429, {}), made)
    const body = { payment_session_url: busy.page.paymentSessionUrl("s") }
    expect(await busy.page.createSession(body)).toMatchObject({ session_id: "p" })
    const lost = await pages(hangUp, made)
    await expect(lost.page.createSession(body)).rejects.toMatchObject({ outcome: "unknown" })
    expect(lost.server.seen).toHaveLength(1)
  })

  it("is never sent twice, not even where the answer was lost", async () => {
    for (const turn of [hangUp, json(503, {}), json(429, {})]) {
      const { page, server: started } = await pages(turn, empty(204))
      await expect(page.distribute("p", mail)).rejects.toThrow()
      expect(started.seen).toHaveLength(1)
    }
  })

  it("is read and closed again after a lost answer", async () => {
    const read = await pages(hangUp, json(503, {}), json(200, { status: "WAITING" }))
    expect((await read.page.getSession("p")).status).toBe("WAITING")
    const closed = await pages(hangUp, empty(204))
    await closed.page.disableSession("p")
    expect(closed.server.seen).toHaveLength(2)
  })

  it("tells apart that somebody has paid on it and that it is gone", async () => {
    const said = { error_code: "NOT_ALLOWED", error_messages: ["Session is completed"] }
    const paid = await pages(json(400, said))
    const refused: unknown = await paid.page.disableSession("p").catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(KlarnaRequestError)
    expect(refused).toMatchObject({ status: 400, outcome: "refused" })
    const gone = await pages(json(404, {}))
    await expect(gone.page.disableSession("p")).rejects.toBeInstanceOf(KlarnaNotFoundError)
    expect([paid.server.seen.length, gone.server.seen.length]).toEqual([1, 1])
  })

  it("has its body checked before anything is sent", async () => {
    const { page, server: started } = await pages(empty(204))
    const merchant_urls = { success: "http://shop.example" }
    const body = { payment_session_url: page.paymentSessionUrl("s"), merchant_urls }
    await expect(page.createSession(body)).rejects.toThrow("merchant_urls.success")
    await expect(
      page.distribute("p", { method: "email", contact_information: { email: "nobody" } })
    ).rejects.toThrow("contact_information.email")
    expect(started.seen).toEqual([])
  })

  it("F10: without an address for the shopper is an unknown outcome, never a success", async () => {
    const { page } = await pages(json(201, { session_id: "p" }))
    await expect(
      page.createSession({ payment_session_url: page.paymentSessionUrl("s") })
    ).rejects.toMatchObject({ name: "KlarnaAnswerError", outcome: "unknown" })
  })

  it("keeps who gets the link out of errors and logs", async () => {
    const echo = (text: string) => json(400, { error_messages: [`Bad value: ${text}`] })
    for (const body of [mail, sms]) {
      const contact = Object.values(body.contact_information)[0] ?? ""
      const { page } = await pages(echo(contact))
      const error: unknown = await page.distribute("p", body).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(KlarnaRequestError)
      expect(error).not.toBeInstanceOf(KlarnaUnavailableError)
      expect(`${String(error)} ${JSON.stringify(error)} ${JSON.stringify(logged)}`).not.toContain(
        contact
      )
      expect(logged).toMatchObject([
        { operation: "distributeHostedPage", ids: { hosted_page_id: "p" } },
      ])
    }
  })
})
