import { eventually } from "./eventually"
import { shopSuite } from "./suite"
import type { Body, CartInput } from "./shop"

const ITEMS = [
  { sku: "SWEATER-M", quantity: 2 },
  { sku: "SHIRT-M", quantity: 1 },
]
const LABEL = {
  tracking_number: "JD014600003SE",
  tracking_url: "https://tracking.postnord.com/se/?id=JD014600003SE",
}

shopSuite("After the order", (world) => {
  /** Buys and answers the order of both sides. */
  async function bought(
    input: CartInput
  ): Promise<{ order: Body; payment: Body; klarna: () => Promise<Body> }> {
    const { shop, sandbox } = world()
    const cart = await shop.cart(input)
    const { session, authorize_data } = await shop.refresh(cart.id)
    const { authorization_token = "" } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    const { order } = await shop.ok(shop.place(cart.id, authorization_token))
    const payment = await shop.payment(order.id)
    return {
      order: await shop.order(order.id),
      payment,
      klarna: () => sandbox.order(payment.data.klarna_order_id),
    }
  }

  const minor = (amount: number) => Math.round(amount * 100)

  it("F3: captures in parts exactly what Medusa captures, and the last part takes the rest", async () => {
    const { shop } = world()
    const { order, payment, klarna } = await bought({ country: "se", items: ITEMS })
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, { amount: 500.5 }))
    expect(await klarna()).toMatchObject({ status: "PART_CAPTURED", captured_amount: 50050 })

    const rest = order.total - 500.5
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, { amount: rest }))
    const { captures, ...done } = await klarna()
    expect(done).toMatchObject({
      status: "CAPTURED",
      captured_amount: minor(order.total),
      remaining_authorized_amount: 0,
    })
    for (const capture of captures) {
      const sum = capture.order_lines.reduce(
        (total: number, line: Body) => total + line.total_amount,
        0
      )
      expect(sum).toBe(capture.captured_amount)
    }
    const view = await shop.ok(shop.admin("get", `/klarna/orders/${order.id}`))
    expect(view).toMatchObject({
      differences: [],
      klarna_order: { status: "CAPTURED", captured_amount: minor(order.total) },
    })
  })

  it("captures once when Klarna's answer to a capture is lost and the merchant tries again", async () => {
    const { shop, sandbox } = world()
    const { order, payment, klarna } = await bought({ country: "se", items: ITEMS })
    await sandbox.fault({ kind: "drop_after", operation: "captureOrder", times: 20 })
    const failed = await shop.admin("post", `/payments/${payment.id}/capture`, { amount: 500 })
    expect(failed.status).toBeGreaterThanOrEqual(400)
    await sandbox.clearFaults()
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, { amount: 500 }))

    expect(await klarna()).toMatchObject({ captured_amount: 50000, captures: [expect.anything()] })
    expect((await shop.payment(order.id)).captures).toHaveLength(1)
  })

  it("refuses to capture more than is left, with nothing changed on either side", async () => {
    const { shop } = world()
    const { order, payment, klarna } = await bought({ country: "se", items: ITEMS })
    const { status } = await shop.admin("post", `/payments/${payment.id}/capture`, {
      amount: order.total + 1,
    })
    expect(status).toBe(400)
    expect(await klarna()).toMatchObject({ captured_amount: 0 })
    expect((await shop.payment(order.id)).captures).toEqual([])
  })

  it("F17: refunds an item with its line, a part of an item, and an amount without lines", async () => {
    const { shop } = world()
    const { order, payment, klarna } = await bought({ country: "se", items: ITEMS })
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, { amount: order.total }))
    const sweater = order.items.find((item: Body) => item.variant_sku === "SWEATER-M")

    const { klarna_order, differences } = await shop.ok(
      shop.admin("post", `/klarna/orders/${order.id}/refund`, {
        items: [{ id: sweater.id, quantity: 1 }],
        note: "Too small",
      })
    )
    expect(differences).toEqual([])
    const each = minor(sweater.total) / 2
    expect(klarna_order).toMatchObject({ refunded_amount: each })
    const [first] = (await klarna()).refunds
    expect(first).toMatchObject({
      refunded_amount: each,
      description: "Too small",
      order_lines: [
        expect.objectContaining({ reference: "SWEATER-M", quantity: 1, total_amount: each }),
      ],
    })

    await shop.ok(shop.admin("post", `/klarna/orders/${order.id}/refund`, { amount: 10.01 }))
    const { refunds, refunded_amount } = await klarna()
    expect(refunded_amount).toBe(each + 1001)
    expect(refunds[1].order_lines ?? []).toEqual([])
    expect(
      (await shop.payment(order.id)).refunds.map((refund: Body) => minor(refund.amount))
    ).toEqual([each, 1001])

    const tooMany = await shop.admin("post", `/klarna/orders/${order.id}/refund`, {
      items: [{ id: sweater.id, quantity: 2 }],
    })
    expect(tooMany).toMatchObject({
      status: 400,
      data: { message: expect.stringContaining("SWEATER-M") },
    })
    expect((await klarna()).refunded_amount).toBe(each + 1001)
  })

  it("refunds an item in the US with its own sales tax", async () => {
    const { shop } = world()
    const { order, payment, klarna } = await bought({ country: "us", items: ITEMS })
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, { amount: order.total }))
    const shirt = order.items.find((item: Body) => item.variant_sku === "SHIRT-M")
    await shop.ok(
      shop.admin("post", `/klarna/orders/${order.id}/refund`, {
        items: [{ id: shirt.id, quantity: 1 }],
      })
    )
    const [refund] = (await klarna()).refunds
    expect(Math.abs(refund.refunded_amount - shirt.total * 100)).toBeLessThanOrEqual(1)
    expect(refund.order_lines.map((line: Body) => line.type)).toEqual(["physical", "sales_tax"])
  })

  it("J21 F18 F19: where the market captures on shipment, each parcel captures its goods with its tracking", async () => {
    const { shop } = world()
    const { defaults } = await shop.ok(shop.admin("get", "/klarna/markets"))
    await shop.ok(
      shop.admin("post", "/klarna/markets/default", {
        values: { capture: "on_shipment" },
        version: defaults.version,
      })
    )
    const { order, klarna } = await bought({ country: "se", items: ITEMS, shipping: "PostNord" })
    const [first, second] = order.items
    await shop.ship(order.id, [{ id: first.id, quantity: first.quantity }], LABEL)
    await eventually(async () => expect((await klarna()).captures).toHaveLength(1))
    await shop.ship(order.id, [{ id: second.id, quantity: second.quantity }], {
      ...LABEL,
      tracking_number: "SECOND",
    })
    const { captures, ...done } = await eventually(async () => {
      const now = await klarna()
      expect(now.captures).toHaveLength(2)
      return now
    })

    expect(done).toMatchObject({ status: "CAPTURED", captured_amount: minor(order.total) })
    expect(captures.map((capture: Body) => capture.shipping_info)).toEqual([
      [
        expect.objectContaining({
          shipping_company: "postnord",
          tracking_number: LABEL.tracking_number,
          tracking_uri: LABEL.tracking_url,
        }),
      ],
      [expect.objectContaining({ tracking_number: "SECOND" })],
    ])
    expect(captures[0].order_lines.map((line: Body) => line.reference)).toContain(first.variant_sku)
    const { captures: rows } = await shop.payment(order.id)
    expect(rows.map((row: Body) => minor(row.amount)).sort()).toEqual(
      captures.map((capture: Body) => capture.captured_amount).sort()
    )
  })

  it("J21 F19: a parcel that leaves after its capture adds tracking to that capture; one before any capture to the order", async () => {
    const { shop } = world()
    const { order, payment, klarna } = await bought({
      country: "se",
      items: ITEMS,
      shipping: "PostNord",
    })
    const [first, second] = order.items
    await shop.ship(order.id, [{ id: first.id, quantity: first.quantity }], LABEL)
    await eventually(async () =>
      expect((await klarna()).shipping_info).toEqual([
        expect.objectContaining({
          tracking_number: LABEL.tracking_number,
          shipping_company: "postnord",
        }),
      ])
    )

    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, { amount: order.total }))
    await shop.ship(order.id, [{ id: second.id, quantity: second.quantity }], {
      ...LABEL,
      tracking_number: "SECOND",
    })
    await eventually(async () =>
      expect((await klarna()).captures[0].shipping_info).toEqual([
        expect.objectContaining({ tracking_number: "SECOND" }),
      ])
    )
    expect((await klarna()).captures).toHaveLength(1)
  })

  it("cancels at Klarna when the order is cancelled before any capture", async () => {
    const { shop } = world()
    const { order, klarna } = await bought({ country: "se", items: ITEMS })
    await shop.ok(shop.admin("post", `/orders/${order.id}/cancel`, {}))
    expect(await klarna()).toMatchObject({ status: "CANCELLED", captured_amount: 0 })
  })

  it("shows no Klarna order for one that is paid otherwise", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: ITEMS })
    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    await shop.ok(
      shop.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_system_default",
      })
    )
    const { order } = await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))
    expect(await shop.ok(shop.admin("get", `/klarna/orders/${order.id}`))).toMatchObject({
      klarna_order: null,
      reason: expect.any(String),
    })
  })
})
