import { randomUUID } from "node:crypto"
import { message, type Reply } from "../klarna-sandbox/testing/merchant"
import {
  address,
  line,
  shipping,
  swedishOrder,
  usAddress,
  usOrder,
} from "../klarna-sandbox/testing/orders"
import { buy, sandboxSuite } from "../klarna-sandbox/testing/suite"

const DAY = 24 * 3600
const at = (id: string, rest = "") => `/ordermanagement/v1/orders/${id}${rest}`

sandboxSuite((world) => {
  const data = () => ({ billing_address: address(), shipping_address: address() })
  const purchase = () => buy(world(), { data: data() })
  const post = (id: string, rest: string, body?: unknown) => world().shop.post(at(id, rest), body)
  const said = (reply: Reply) => [reply.status, reply.body["error_code"], message(reply)]

  const captured = async (id: string, amount: number, more: object = {}) => {
    const reply = await post(id, "/captures", { captured_amount: amount, ...more })
    expect([reply.status, reply.text]).toEqual([201, ""])
    return reply.headers.get("capture-id") ?? ""
  }
  const sweater = line({ quantity: 1, total_amount: 50_000, total_tax_amount: 10_000 })

  describe("reading", () => {
    it("shows the order as it was placed, filled up as Klarna does", async () => {
      const id = await purchase()
      const { body } = await world().shop.get(at(id))
      expect(body).toMatchObject({
        order_id: id,
        status: "AUTHORIZED",
        fraud_status: "ACCEPTED",
        purchase_currency: "SEK",
        initial_payment_method: { type: "INVOICE", description: "Pay later" },
        order_lines: [{ reference: "SKU-1", quantity_unit: "", total_discount_amount: 0 }, {}],
        captures: [],
        refunds: [],
      })
      const lifetime =
        Date.parse(String(body["expires_at"])) - Date.parse(String(body["created_at"]))
      expect(lifetime).toBe(28 * DAY * 1000)
    })

    it("tells a malformed id from an unknown order", async () => {
      const { shop } = world()
      expect(said(await shop.get(at("17")))).toEqual([
        400,
        "INVALID_ORDER_ID",
        "Order ID must be a valid UUID.",
      ])
      const id = randomUUID()
      expect(said(await shop.get(at(id)))).toEqual([
        404,
        "NO_SUCH_ORDER",
        `Order ${id} cannot be found`,
      ])
      expect(said(await shop.patch(at(id, "/merchant-references"), {}))).toEqual([
        404,
        "NO_SUCH_ORDER",
        "Order cannot be found. Merchant references cannot be updated.",
      ])
    })
  })

  describe("capturing", () => {
    it("F18: takes parts until nothing is left, with their lines and parcels", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      const parcel = {
        shipping_company: "postnord",
        tracking_number: "1",
        tracking_uri: "https://t.example/1",
      }
      const first = await captured(id, 50_000, { order_lines: [sweater], shipping_info: [parcel] })
      expect(await sandbox.order(id)).toMatchObject({
        status: "PART_CAPTURED",
        captured_amount: 50_000,
        remaining_authorized_amount: 54_900,
      })
      await captured(id, 54_900, { order_lines: [sweater, shipping()] })
      expect(await sandbox.order(id)).toMatchObject({
        status: "CAPTURED",
        remaining_authorized_amount: 0,
      })

      const { body } = await shop.get(at(id, `/captures/${first}`))
      expect(body).toMatchObject({
        captured_amount: 50_000,
        shipping_info: [parcel],
        refunded_amount: 0,
      })
      expect((await shop.get(at(id, "/captures"))).body["list"]).toHaveLength(2)
    })

    it("F3: never exceeds what is authorized", async () => {
      const id = await purchase()
      expect(said(await post(id, "/captures", { captured_amount: 104_901 }))).toEqual([
        403,
        "CAPTURE_NOT_ALLOWED",
        "Captured amount is higher than the remaining authorized amount. Capture not possible.",
      ])
      expect(said(await post(id, "/captures", { captured_amount: 0 }))).toEqual([
        403,
        "CAPTURE_NOT_ALLOWED",
        "Capture not allowed",
      ])
    })

    it("wants lines that explain the amount", async () => {
      const id = await purchase()
      const reply = await post(id, "/captures", { captured_amount: 50_001, order_lines: [sweater] })
      expect([reply.status, message(reply)]).toEqual([
        422,
        "Bad value: order_lines sum to [50000] but the amount is [50001]",
      ])
    })

    it("happens by itself where the order says so", async () => {
      const id = await buy(world(), { data: data(), body: { auto_capture: true } })
      expect(await world().sandbox.order(id)).toMatchObject({
        status: "CAPTURED",
        captured_amount: 104_900,
      })
    })

    it("F20: is over after 28 days, unless the authorization was extended in time", async () => {
      const { sandbox } = world()
      const [late, extended] = [await purchase(), await purchase()]
      await sandbox.advanceClock(20 * DAY)
      expect((await post(extended, "/extend-authorization-time")).status).toBe(204)
      await sandbox.advanceClock(10 * DAY)
      expect(await sandbox.order(late)).toMatchObject({
        status: "EXPIRED",
        remaining_authorized_amount: 0,
      })
      expect((await post(late, "/captures", { captured_amount: 1 })).status).toBe(403)
      expect((await post(late, "/extend-authorization-time")).status).toBe(403)
      await captured(extended, 104_900)
    })

    it("F20: can't be put off beyond 180 days, nor for a card", async () => {
      const { sandbox } = world()
      const id = await purchase()
      for (let month = 0; month < 7; month += 1) {
        await sandbox.advanceClock(25 * DAY)
        await post(id, "/extend-authorization-time")
      }
      const { created_at, expires_at } = await sandbox.order(id)
      expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(180 * DAY * 1000)

      await sandbox.settings({ categories: ["pay_now"] })
      const card = await purchase()
      expect((await post(card, "/extend-authorization-time")).status).toBe(403)
    })
  })

  describe("shipping", () => {
    it("F19: appends parcels and replaces none", async () => {
      const id = await purchase()
      const capture = await captured(id, 104_900, { shipping_info: [{ tracking_number: "1" }] })
      const more = { shipping_info: [{ tracking_number: "2", shipping_method: "Home" }] }
      expect((await post(id, `/captures/${capture}/shipping-info`, more)).status).toBe(204)
      expect((await post(id, "/shipping-info", more)).status).toBe(204)
      const order = await world().sandbox.order(id)
      expect(order.captures[0]?.shipping_info).toEqual([
        { tracking_number: "1" },
        ...more.shipping_info,
      ])
      expect(order.shipping_info).toEqual(more.shipping_info)
    })

    it("F19: refuses more than 100 characters and clips nothing", async () => {
      const id = await purchase()
      const capture = await captured(id, 104_900)
      const long = { shipping_info: [{ shipping_company: "x".repeat(101) }] }
      expect(said(await post(id, `/captures/${capture}/shipping-info`, long))).toEqual([
        422,
        "UNPROCESSABLE_ENTITY",
        "The size of the shipping_info/shipping_company value must be between 0 and 100",
      ])
    })

    it("knows no capture that was not made", async () => {
      const id = await purchase()
      const info = { shipping_info: [{ tracking_number: "1" }] }
      const nowhere = randomUUID()
      expect((await post(id, `/captures/${nowhere}/shipping-info`, info)).status).toBe(403)
      await captured(id, 100)
      expect(said(await post(id, `/captures/${nowhere}/shipping-info`, info))).toEqual([
        404,
        "NO_SUCH_CAPTURE",
        `Capture could not be found. Shipping info cannot be added to capture ${nowhere}`,
      ])
    })

    it("sends the shopper the papers again", async () => {
      const id = await purchase()
      const capture = await captured(id, 104_900)
      expect((await post(id, `/captures/${capture}/trigger-send-out`)).status).toBe(204)
      expect((await world().sandbox.order(id)).sandbox.send_outs).toEqual([capture])
    })
  })

  describe("refunding", () => {
    const refunded = async (id: string, amount: number, lines?: object[]) => {
      const body = { refunded_amount: amount, ...(lines ? { order_lines: lines } : {}) }
      const reply = await post(id, "/refunds", body)
      expect([reply.status, reply.text]).toEqual([201, ""])
      return reply.headers.get("refund-id") ?? ""
    }

    it("gives back up to what was captured, and then closes the order", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      await captured(id, 104_900)
      const refund = await refunded(id, 100_000)
      const { body } = await shop.get(at(id, `/refunds/${refund}`))
      expect(body).toMatchObject({ refund_id: refund, refunded_amount: 100_000 })
      expect(said(await post(id, "/refunds", { refunded_amount: 4_901 }))).toEqual([
        403,
        "REFUND_NOT_ALLOWED",
        "Over refund is not allowed. Refund not possible.",
      ])
      expect(await sandbox.order(id)).toMatchObject({
        status: "CAPTURED",
        refunded_amount: 100_000,
      })
      await refunded(id, 4_900)
      expect(await sandbox.order(id)).toMatchObject({ status: "CLOSED", refunded_amount: 104_900 })
    })

    it("needs a capture", async () => {
      const id = await purchase()
      expect(said(await post(id, "/refunds", { refunded_amount: 1 }))).toEqual([
        403,
        "REFUND_NOT_ALLOWED",
        "Order has no captures. Refund not possible",
      ])
      expect((await world().shop.get(at(id, `/refunds/${randomUUID()}`))).status).toBe(404)
    })

    it("F17: is booked on the capture whose lines it names, else on none", async () => {
      const { sandbox } = world()
      const id = await purchase()
      const goods = await captured(id, 100_000, { order_lines: [line()] })
      await captured(id, 4900, { order_lines: [shipping()] })
      await refunded(id, 50_000, [sweater])
      const unknown = {
        ...sweater,
        reference: "OTHER",
        unit_price: 100,
        total_amount: 100,
        total_tax_amount: 20,
      }
      await refunded(id, 100, [unknown])
      await refunded(id, 4900, [shipping()])

      const order = await sandbox.order(id)
      expect(order.captures.map(({ refunded_amount }) => refunded_amount)).toEqual([50_000, 0])
      expect(order.sandbox.allocations.map(({ allocation }) => allocation)).toEqual([
        [{ captureId: goods, amount: 50_000 }],
        "failed",
        "failed",
      ])
      expect(order.refunded_amount).toBe(55_000)
    })

    it("without lines is booked on the oldest capture first", async () => {
      const { sandbox } = world()
      const id = await purchase()
      await captured(id, 50_000)
      await captured(id, 54_900)
      await refunded(id, 60_000)
      const { captures } = await sandbox.order(id)
      expect(captures.map(({ refunded_amount }) => refunded_amount)).toEqual([50_000, 10_000])
    })

    it("keeps a return fee only from one full capture in a market that has it", async () => {
      const fee = {
        type: "return_fee",
        name: "Return fee",
        quantity: 1,
        unit_price: -500,
        total_amount: -500,
      }
      const order = await purchase()
      await captured(order, 104_900, { order_lines: swedishOrder().order_lines })
      await refunded(order, 49_500, [sweater, fee])

      const abroad = await buy(world(), {
        order: usOrder(),
        data: { billing_address: usAddress() },
      })
      await captured(abroad, 10_888)
      const mug = { ...usOrder().order_lines[0] }
      const reply = await post(abroad, "/refunds", {
        refunded_amount: 9_500,
        order_lines: [mug, fee],
      })
      expect([reply.status, reply.body["error_code"]]).toEqual([403, "REFUND_NOT_ALLOWED"])
    })
  })

  describe("F23: changing, cancelling, releasing", () => {
    it("sets a new total with new lines, above what is captured", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      const smaller = { order_amount: 100_000, order_lines: [line()] }
      expect((await shop.patch(at(id, "/authorization"), smaller)).status).toBe(204)
      expect(await sandbox.order(id)).toMatchObject({
        order_amount: 100_000,
        original_order_amount: 104_900,
        order_lines: [{ reference: "SKU-1" }],
      })
      await captured(id, 60_000)
      expect(said(await shop.patch(at(id, "/authorization"), { order_amount: 50_000 }))).toEqual([
        403,
        "NOT_ALLOWED",
        "Resulting authorization amount 50000 cannot be less than the captured amount 60000 for order. Order authorization cannot be updated",
      ])
      expect((await shop.patch(at(id, "/authorization"), { order_amount: 60_000 })).status).toBe(
        204
      )
      expect(await sandbox.order(id)).toMatchObject({ status: "CAPTURED", order_lines: [] })
    })

    it("grows an order where its payment method and the risk check let it", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      const larger = { order_amount: 110_000 }
      await sandbox.settings({ increases: "refuse" })
      expect((await shop.patch(at(id, "/authorization"), larger)).status).toBe(403)
      await sandbox.settings({ increases: "accept" })
      expect((await shop.patch(at(id, "/authorization"), larger)).status).toBe(204)
      await sandbox.settings({ categories: ["pay_now"] })
      expect((await shop.patch(at(await purchase(), "/authorization"), larger)).status).toBe(403)
    })

    it("cancels an order of which nothing is captured, once", async () => {
      const { sandbox } = world()
      const id = await purchase()
      expect((await post(id, "/cancel")).status).toBe(204)
      expect(await sandbox.order(id)).toMatchObject({
        status: "CANCELLED",
        remaining_authorized_amount: 0,
      })
      expect((await post(id, "/cancel")).body["error_code"]).toBe("CANCEL_NOT_ALLOWED")
      expect((await post(id, "/captures", { captured_amount: 1 })).status).toBe(403)
      const references = await world().shop.patch(at(id, "/merchant-references"), {
        merchant_reference1: "x",
      })
      expect(said(references)).toEqual([403, "NOT_ALLOWED", "Update not allowed."])
    })

    it("releases the rest of a partly captured order instead", async () => {
      const { sandbox } = world()
      const id = await purchase()
      expect((await post(id, "/release-remaining-authorization")).status).toBe(403)
      await captured(id, 50_000)
      expect(said(await post(id, "/cancel"))).toEqual([
        403,
        "CANCEL_NOT_ALLOWED",
        "Order has previous captures. Cancel not possible.",
      ])
      expect((await post(id, "/release-remaining-authorization")).status).toBe(204)
      expect(await sandbox.order(id)).toMatchObject({
        status: "CLOSED",
        remaining_authorized_amount: 0,
      })

      const full = await purchase()
      await captured(full, 104_900)
      expect(message(await post(full, "/release-remaining-authorization"))).toBe(
        "Order is fully captured. Remaining authorization cannot be released."
      )
    })

    it("sets references that are named and clears those that are empty", async () => {
      const { shop, sandbox } = world()
      const id = await buy(world(), { data: data(), body: { merchant_reference1: "1001" } })
      await shop.patch(at(id, "/merchant-references"), { merchant_reference2: "order_1" })
      await shop.patch(at(id, "/merchant-references"), { merchant_reference1: "" })
      expect(await sandbox.order(id)).toMatchObject({
        merchant_reference1: "",
        merchant_reference2: "order_1",
      })
    })

    it("moves the shipping address, and never the billing address", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      const change = { shipping_address: { street_address: "Götgatan 1", postal_code: "11646" } }
      expect((await shop.patch(at(id, "/customer-details"), change)).status).toBe(204)
      expect((await sandbox.order(id)).shipping_address).toMatchObject({
        street_address: "Götgatan 1",
        city: "Stockholm",
      })
      const nowhere = await shop.patch(at(id, "/customer-details"), {
        shipping_address: { city: "" },
      })
      expect([nowhere.status, nowhere.body["error_code"]]).toEqual([422, "INVALID_ADDRESS"])
      const billing = await shop.patch(at(id, "/customer-details"), { billing_address: address() })
      expect([billing.status, billing.body["error_code"]]).toEqual([403, "NOT_ALLOWED"])
    })

    it("acknowledges, and puts off the due date of an invoice once", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      expect((await post(id, "/acknowledge")).status).toBe(204)
      const capture = await captured(id, 104_900)
      const { body } = await shop.get(at(id, `/captures/${capture}/extend-due-date-options`))
      expect(body["currency"]).toBe("SEK")
      const days = { number_of_days: 14 }
      expect((await shop.patch(at(id, `/captures/${capture}/extend-due-date`), days)).status).toBe(
        204
      )
      expect((await shop.patch(at(id, `/captures/${capture}/extend-due-date`), days)).status).toBe(
        403
      )
      expect((await sandbox.order(id)).sandbox).toMatchObject({
        acknowledged: true,
        due_dates: [{ capture_id: capture, extended_by: 14 }],
      })
    })
  })

  describe("idempotency keys", () => {
    it("answer the same for 24 hours, whatever the body", async () => {
      const { shop, sandbox } = world()
      const id = await purchase()
      const key = { "Klarna-Idempotency-Key": randomUUID() }
      const first = await shop.post(at(id, "/captures"), { captured_amount: 1000 }, key)
      const again = await shop.post(at(id, "/captures"), { captured_amount: 2000 }, key)
      expect([again.status, again.headers.get("capture-id")]).toEqual([
        201,
        first.headers.get("capture-id"),
      ])
      expect(again.headers.get("klarna-correlation-id")).not.toBe(
        first.headers.get("klarna-correlation-id")
      )
      expect((await sandbox.order(id)).captured_amount).toBe(1000)
      expect(
        (await sandbox.requests({ operation: "captureOrder" })).map(({ replayed }) => replayed)
      ).toEqual([undefined, true])
      await sandbox.advanceClock(DAY + 1)
      await shop.post(at(id, "/captures"), { captured_amount: 2000 }, key)
      expect((await sandbox.order(id)).captured_amount).toBe(3000)
    })

    it("are what keeps two equal captures from being two", async () => {
      const id = await purchase()
      await captured(id, 1000)
      await captured(id, 1000)
      expect((await world().sandbox.order(id)).captures).toHaveLength(2)
    })

    it("keep refusals too", async () => {
      const { shop } = world()
      const id = await purchase()
      const key = { "Klarna-Idempotency-Key": randomUUID() }
      await shop.post(at(id, "/captures"), { captured_amount: 999_999 }, key)
      const again = await shop.post(at(id, "/captures"), { captured_amount: 1 }, key)
      expect(again.status).toBe(403)
    })
  })
})
