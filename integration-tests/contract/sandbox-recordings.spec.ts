import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { isObject, type JsonObject } from "../klarna-sandbox/rules/json"
import { merchant, type Reply } from "../klarna-sandbox/testing/merchant"
import { address, swedishOrder, usAddress, usOrder } from "../klarna-sandbox/testing/orders"
import { buy, sandboxSuite } from "../klarna-sandbox/testing/suite"

const folder = path.resolve(
  process.env["KLARNA_CONTRACTS"] ?? path.join(__dirname, "../../../shared/klarna/openapi"),
  "../recordings"
)
const present = existsSync(folder)
if (!present) {
  console.warn(
    `Klarna's recorded answers are not in ${folder}: the sandbox is not compared with them.`
  )
}
const withRecordings = present ? describe : describe.skip

const object = (value: unknown): JsonObject => (isObject(value) ? value : {})
const recording = (name: string) =>
  object(JSON.parse(readFileSync(path.join(folder, name), "utf8")))

/** The first exchange of a recording. */
function exchange(name: string) {
  const { interactions } = recording(name)
  const first = object(Array.isArray(interactions) ? interactions[0] : undefined)
  const got = object(first["response"])
  return { sent: object(object(first["request"])["body"]), got, body: object(got["body"]) }
}

/** The recorded header names that say something of Klarna, rather than of a proxy or of the connection. */
function telling(headers: unknown): string[] {
  const names = Object.keys(object(headers)).map((name) => name.toLowerCase())
  return names.filter((name) =>
    /^(klarna-|x-ratelimit|capture-id|refund-id|location|www-)/.test(name)
  )
}

function expectLike(reply: Reply, got: JsonObject, without: string[] = []): void {
  expect(reply.status).toBe(got["status"])
  for (const name of telling(got["headers"])) expect([...reply.headers.keys()]).toContain(name)
  if (!isObject(got["body"])) return
  const expected = Object.keys(got["body"]).filter((key) => !without.includes(key))
  expect(Object.keys(reply.body).sort()).toEqual(expected.sort())
}

/** Recorded in 2020, before Klarna took https alone. */
function secured(body: JsonObject): JsonObject {
  const text = JSON.stringify(body["merchant_urls"] ?? {}).replaceAll("http://", "https://")
  const urls: unknown = JSON.parse(text)
  return { ...body, merchant_urls: urls }
}

sandboxSuite((world) => {
  withRecordings("what Klarna was sent and answered", () => {
    it("a session in the US (01)", async () => {
      const { sent, got } = exchange("01-recorded-na-create-session.json")
      expectLike(await world().shop.post("/payments/v1/sessions", secured(sent)), got)
    })

    it.each(["07-recorded-eu-session-checkout.json", "08-recorded-eu-session-order.json"])(
      "a session in Europe with three categories (%s)",
      async (name) => {
        const { sent, got, body } = exchange(name)
        const shop = merchant(world().sandbox.url, {
          authorization: "Basic klarna_test_api_sandbox_three",
        })
        const reply = await shop.post("/payments/v1/sessions", sent)
        expectLike(reply, got, ["client_token_claims_decoded"])
        const identifiers = (value: unknown) =>
          (Array.isArray(value) ? value : [])
            .map((category) => object(category)["identifier"])
            .sort()
        expect(identifiers(reply.body["payment_method_categories"])).toEqual(
          identifiers(body["payment_method_categories"])
        )
        const [, claims] = String(reply.body["client_token"]).split(".")
        const decoded = object(JSON.parse(Buffer.from(claims ?? "", "base64url").toString()))
        for (const claim of [
          "session_id",
          "purchase_country",
          "region",
          "session_type",
          "environment",
        ]) {
          expect(Object.keys(decoded)).toContain(claim)
        }
      }
    )

    it("an order in the US (02), of physical, shipping, discount, tax and store credit lines", async () => {
      const { sandbox, shop } = world()
      const { sent, got } = exchange("02-recorded-na-create-order.json")
      const { auto_capture: _auto, ...session } = secured(sent)
      const id = await shop.createSession(session)
      const { authorization_token } = await sandbox.authorize(id)
      const reply = await shop.placeOrder(authorization_token ?? "", secured(sent))
      expectLike(reply, got)
      expect(object(reply.body["authorized_payment_method"])["type"]).toBe("invoice")
    })

    it.each([
      ["03-recorded-na-capture.json", "captures"],
      ["04-recorded-na-refund.json", "refunds"],
    ])("%s: 201, an empty body, the id in headers", async (name, action) => {
      const { shop } = world()
      const { sent, got } = exchange(name)
      const id = await buy(world(), { order: usOrder(), data: { billing_address: usAddress() } })
      if (action === "refunds") {
        await shop.post(`/ordermanagement/v1/orders/${id}/captures`, { captured_amount: 10_888 })
      }
      const reply = await shop.post(`/ordermanagement/v1/orders/${id}/${action}`, sent)
      expectLike(reply, got)
      expect(reply.text).toBe("")
      expect(reply.headers.get("content-length")).toBe("0")
    })

    it("F16: wrong credentials (05), to the letter", async () => {
      const { got } = exchange("05-recorded-401-html-invalid-credentials.json")
      const stranger = merchant(world().sandbox.url, { authorization: "Basic c3RyYW5nZXI6" })
      const reply = await stranger.post("/payments/v1/sessions", {})
      expectLike(reply, got)
      expect(reply.text).toBe(got["body"])
      expect(reply.headers.get("content-type")).toBe("text/html")
      expect(reply.headers.get("www-authenticate")).toBe(object(got["headers"])["Www-Authenticate"])
    })

    it("an empty session (06), to the letter", async () => {
      const { sent, got, body } = exchange("06-recorded-400-bad-value-empty-session.json")
      const reply = await world().shop.post("/payments/v1/sessions", sent)
      expectLike(reply, got)
      expect({ ...reply.body, correlation_id: "" }).toEqual({ ...body, correlation_id: "" })
    })

    it("a capture with parcels and what was added to it (20)", async () => {
      const { shop } = world()
      const sample = recording("20-docs-capture-and-shipping-info.json")
      const order = { ...swedishOrder(), ...tomatoes(sample) }
      const id = await buy(world(), {
        order,
        data: { billing_address: { ...address(), title: "Ms" } },
      })
      const reply = await shop.post(
        `/ordermanagement/v1/orders/${id}/captures`,
        object(sample["capture_request"])["body"]
      )
      expect(reply.status).toBe(201)
      const at = `/ordermanagement/v1/orders/${id}/captures/${reply.headers.get("capture-id")}`
      const more = object(sample["append_shipping_info_request"])
      expect((await shop.post(`${at}/shipping-info`, more["body"])).status).toBe(
        more["response_status"]
      )

      const { body } = await shop.get(at)
      const expected = object(sample["get_capture_response"])
      expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(expected)))
      expect(body["order_lines"]).toEqual(expected["order_lines"])
    })

    it("an order as it is read (22, 28): the same fields", async () => {
      const { shop } = world()
      const id = await buy(world(), { data: { billing_address: address() } })
      await shop.post(`/ordermanagement/v1/orders/${id}/captures`, { captured_amount: 104_900 })
      const { body } = await shop.get(`/ordermanagement/v1/orders/${id}`)
      for (const name of [
        "22-docs-om-order-captured-pln.json",
        "28-recorded-om-order-authorized-nl-be.json",
      ]) {
        const recorded = object(recording(name)["body"])
        expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(recorded)))
        const fields = (value: unknown) => Object.keys(object(Array.isArray(value) ? value[0] : {}))
        const known = fields(recorded["order_lines"]).filter((field) => !field.endsWith("_url"))
        expect(fields(body["order_lines"])).toEqual(expect.arrayContaining(known))
      }
    })

    it.each([["24-error-bodies-klarna-payments.json"], ["25-error-bodies-order-management.json"]])(
      "%s: an error has a code, messages and a correlation id",
      async (name) => {
        const { shop } = world()
        const errors = recording(name)["errors"]
        const bodies = (Array.isArray(errors) ? errors : []).map((error) =>
          object(object(error)["body"])
        )
        const fields = Object.keys(bodies.find((body) => "error_code" in body) ?? {}).sort()
        const reply = name.startsWith("24")
          ? await shop.get("/payments/v1/sessions/none")
          : await shop.get("/ordermanagement/v1/orders/none")
        expect(Object.keys(reply.body).sort()).toEqual(fields)
        expect(bodies.map((body) => body["error_code"])).toContain(reply.body["error_code"])
      }
    )
  })
})

/** An order whose one line is the sample's. */
function tomatoes(sample: JsonObject) {
  const body = object(object(sample["capture_request"])["body"])
  return {
    order_amount: body["captured_amount"],
    order_tax_amount: 1200,
    order_lines: Array.isArray(body["order_lines"]) ? body["order_lines"] : [],
  }
}
