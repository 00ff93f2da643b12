import { spawn } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { merchant } from "../klarna-sandbox/testing/merchant"
import { swedishOrder } from "../klarna-sandbox/testing/orders"
import { buy, sandboxSuite } from "../klarna-sandbox/testing/suite"

const SESSIONS = "/payments/v1/sessions"
const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`

sandboxSuite((world) => {
  describe("credentials", () => {
    it.each([
      ["an API key as it stands", "Basic klarna_test_api_sandbox"],
      ["user name and secret in base64", basic("PK00000_sandbox:klarna_test_api_sandbox")],
      ["the account with three categories", basic("PK00003_sandbox:klarna_test_api_sandbox")],
    ])("may be %s", async (_name, authorization) => {
      const shop = merchant(world().sandbox.url, { authorization })
      expect((await shop.post(SESSIONS, swedishOrder())).status).toBe(200)
    })

    it("give the account of the older kind its three categories", async () => {
      const shop = merchant(world().sandbox.url, {
        authorization: "Basic klarna_test_api_sandbox_three",
      })
      const { body } = await shop.post(SESSIONS, swedishOrder())
      expect(body["payment_method_categories"]).toMatchObject([
        { identifier: "pay_later" },
        { identifier: "pay_now" },
        { identifier: "pay_over_time" },
      ])
    })

    it.each([
      ["Basic wrong"],
      [basic("PK00000_sandbox:wrong")],
      ["Bearer klarna_test_api_sandbox"],
    ])("F16: that are wrong (%s) get the gateway's HTML", async (authorization) => {
      const shop = merchant(world().sandbox.url, { authorization })
      const reply = await shop.post(SESSIONS, swedishOrder())
      expect(reply.status).toBe(401)
      expect(reply.headers.get("content-type")).toBe("text/html")
      expect(reply.headers.get("www-authenticate")).toBe('Basic realm="very closed site"')
      expect(reply.text).toMatch(/^<html>\r\n<head><title>401 Authorization Required<\/title>/)
    })

    it("F25: never reach the log", async () => {
      const { sandbox, shop } = world()
      await shop.post(SESSIONS, swedishOrder())
      const log = JSON.stringify(await sandbox.requests({ api: "all" }))
      expect(log).toContain("createCreditSession")
      expect(log).not.toContain("klarna_test_api_sandbox")
      expect(log).not.toContain('authorization"')
    })
  })

  describe("a request", () => {
    it("that is no JSON is told so", async () => {
      const reply = await world().shop.post(SESSIONS, '{"order_amount": 1')
      expect([reply.status, reply.body["error_code"]]).toEqual([400, "BAD_REQUEST"])
      const list = await world().shop.post(SESSIONS, [])
      expect([list.status, list.body["error_code"]]).toEqual([400, "BAD_REQUEST"])
    })

    it("over 1 MB is too large", async () => {
      const reply = await world().shop.post(SESSIONS, {
        ...swedishOrder(),
        merchant_data: "x".repeat(10_000_000),
      })
      expect([reply.status, reply.body["error_code"]]).toEqual([413, "REQUEST_TOO_LARGE"])
    })

    it("carries a correlation id back, the same as in an error's body", async () => {
      const { shop } = world()
      const good = await shop.post(SESSIONS, swedishOrder())
      expect(good.headers.get("klarna-correlation-id")).toMatch(/^[0-9a-f-]{36}$/)
      const bad = await shop.post(SESSIONS, {})
      expect(bad.body["correlation_id"]).toBe(bad.headers.get("klarna-correlation-id"))
    })

    it("is logged with its answer", async () => {
      const { sandbox, shop } = world()
      await shop.post(SESSIONS, swedishOrder())
      expect(await sandbox.requests()).toMatchObject([
        {
          n: 1,
          method: "POST",
          path: SESSIONS,
          operation: "createCreditSession",
          body: swedishOrder(),
          status: 200,
          response: { session_id: expect.any(String) },
        },
      ])
    })
  })

  describe("rate limits", () => {
    it("are told with every answer", async () => {
      await world().sandbox.settings({ rate_limits: { sessions: 5, others: 50 } })
      const { headers } = await world().shop.post(SESSIONS, swedishOrder())
      expect(headers.get("x-ratelimit-limit")).toBe("5, 5;w=1")
      expect(headers.get("x-ratelimit-remaining")).toBe("4")
      expect(headers.get("x-ratelimit-reset")).toBe("1")
    })

    it("end in 429", async () => {
      const { sandbox, shop } = world()
      await sandbox.settings({ rate_limits: { sessions: 5, others: 50 } })
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => shop.post(SESSIONS, swedishOrder()))
      )
      const refused = replies.filter(({ status }) => status === 429)
      expect(refused.length).toBeGreaterThan(0)
      expect(refused[0]?.body["error_code"]).toBe("TOO_MANY_REQUESTS")
      expect(refused[0]?.headers.get("x-ratelimit-remaining")).toBe("0")
    })
  })

  describe("faults", () => {
    it("hang up before anything happened", async () => {
      const { sandbox, shop } = world()
      await sandbox.fault({ kind: "drop_before", operation: "createCreditSession" })
      await expect(shop.post(SESSIONS, swedishOrder())).rejects.toThrow()
      expect(await sandbox.requests()).toMatchObject([
        { status: 0, fault: "drop_before", response: null },
      ])
      expect((await shop.post(SESSIONS, swedishOrder())).status).toBe(200)
    })

    it("hang up after it happened", async () => {
      const { sandbox, shop } = world()
      const id = await shop.createSession(swedishOrder())
      const { authorization_token } = await sandbox.authorize(id)
      await sandbox.fault({ kind: "drop_after", operation: "createOrder" })
      await expect(shop.placeOrder(authorization_token ?? "", swedishOrder())).rejects.toThrow()
      expect(await sandbox.orders()).toHaveLength(1)
      const again = await shop.placeOrder(authorization_token ?? "", swedishOrder())
      expect(again.body["order_id"]).toBe((await sandbox.orders())[0]?.order_id)
    })

    it("answer what they are told, as often as they are told", async () => {
      const { sandbox, shop } = world()
      await sandbox.fault({
        kind: "status",
        status: 503,
        body: "<html>down</html>",
        content_type: "text/html",
        retry_after: 2,
        times: 2,
        skip: 1,
      })
      const replies = []
      for (let n = 0; n < 4; n += 1) replies.push(await shop.post(SESSIONS, swedishOrder()))
      expect(replies.map(({ status }) => status)).toEqual([200, 503, 503, 200])
      expect(replies[1]?.headers.get("retry-after")).toBe("2")
      expect(replies[1]?.headers.get("content-type")).toBe("text/html")
    })

    it("answer an error although the work is done", async () => {
      const { sandbox, shop } = world()
      const id = await buy(world())
      await sandbox.fault({
        kind: "status",
        status: 500,
        phase: "after",
        operation: "captureOrder",
      })
      const reply = await shop.post(`/ordermanagement/v1/orders/${id}/captures`, {
        captured_amount: 1000,
      })
      expect(reply.status).toBe(500)
      expect((await sandbox.order(id)).captured_amount).toBe(1000)
    })

    it("cut an answer in half", async () => {
      const { sandbox, shop } = world()
      await sandbox.fault({ kind: "malformed", path: "/payments/" })
      const reply = await shop.post(SESSIONS, swedishOrder())
      expect(reply.status).toBe(200)
      expect(() => JSON.parse(reply.text)).toThrow()
    })

    it("make an answer late", async () => {
      const { sandbox, shop } = world()
      await sandbox.fault({ kind: "delay", ms: 300 })
      const before = Date.now()
      await shop.post(SESSIONS, swedishOrder())
      expect(Date.now() - before).toBeGreaterThanOrEqual(290)
    })

    it("leave the browser's library alone, unless they name it", async () => {
      const { sandbox } = world()
      await sandbox.fault({ kind: "status", status: 500, times: 0 })
      expect((await fetch(`${sandbox.url}/kp/lib/v1/api.js`)).status).toBe(200)
      await sandbox.clearFaults()
      await sandbox.fault({ kind: "status", status: 500, path: "/kp/" })
      expect((await fetch(`${sandbox.url}/kp/lib/v1/api.js`)).status).toBe(500)
    })

    it("are no violations of the contract", async () => {
      const { sandbox, shop } = world()
      await sandbox.fault({ kind: "status", status: 418, body: { nonsense: true } })
      await shop.post(SESSIONS, swedishOrder())
      await sandbox.assertNoViolations()
    })
  })

  describe("the program", () => {
    const run = (port: string) =>
      spawn(process.execPath, ["--import", "tsx", "integration-tests/klarna-sandbox/main.ts"], {
        cwd: path.join(__dirname, "../.."),
        env: { ...process.env, PORT: port, NODE_OPTIONS: "" },
        stdio: ["ignore", "pipe", "pipe"],
      })

    it("says in one sentence that its port is taken", async () => {
      const child = run(new URL(world().sandbox.url).port)
      let said = ""
      child.stderr.on("data", (chunk) => (said += String(chunk)))
      const [code] = await once(child, "exit")
      expect(code).toBe(1)
      expect(said.trim()).toMatch(
        /^Port \d+ is taken\. Stop what uses it, or set PORT to another number\.$/
      )
    })

    it.each(["SIGINT", "SIGTERM"] as const)("ends at once on %s", async (signal) => {
      const child = run("0")
      const [said] = await once(child.stdout, "data")
      expect(String(said)).toMatch(/^sandbox listening on http:\/\/127\.0\.0\.1:\d+/)
      const ended = once(child, "exit")
      child.kill(signal)
      expect(await ended).toEqual([0, null])
    })
  })
})
