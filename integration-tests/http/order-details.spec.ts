import { KLARNA_MODULE } from "../../src/modules/klarna"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { bought } from "./bought"
import { eventually } from "./eventually"
import { shopSuite } from "./suite"
import type { Body } from "./shop"

const INPUT = { country: "se", items: [{ sku: "SWEATER-M", quantity: 1 }] }
const ELSEWHERE = {
  first_name: "Alice",
  last_name: "Test",
  address_1: "Storgatan 1",
  postal_code: "41101",
  city: "Göteborg",
  country_code: "se",
  phone: "0701740615",
}

shopSuite("Details of an order", (world) => {
  const move = (orderId: string, shipping_address: Body = ELSEWHERE) =>
    world().shop.ok(world().shop.admin("post", `/orders/${orderId}`, { shipping_address }))

  const asked = async (operation: string) => (await world().sandbox.requests({ operation })).length

  it("a changed shipping address is told to Klarna, as it tells all addresses; the billing address stays", async () => {
    const { order, klarna } = await bought(world(), INPUT)
    const { billing_address } = await klarna()
    await move(order.id)
    await eventually(async () =>
      expect(await klarna()).toMatchObject({
        shipping_address: {
          street_address: "Storgatan 1",
          city: "Göteborg",
          postal_code: "41101",
          phone: "+46701740615",
        },
        billing_address,
      })
    )
    expect(await asked("updateConsumerDetails")).toBe(1)
  })

  it("a change of anything else asks Klarna for nothing", async () => {
    const { order } = await bought(world(), INPUT)
    await world().shop.ok(
      world().shop.admin("post", `/orders/${order.id}`, { metadata: { gift: "yes" } })
    )
    await move(order.id)
    await eventually(async () => expect(await asked("updateConsumerDetails")).toBe(1))
  })

  it("where Klarna refuses the address its own stands, it is not asked again, and the refusal is kept", async () => {
    const { shop, sandbox } = world()
    const { order, klarna } = await bought(world(), INPUT)
    const { shipping_address } = await klarna()
    await sandbox.fault({
      kind: "status",
      status: 403,
      operation: "updateConsumerDetails",
      body: { error_code: "NOT_ALLOWED", error_messages: ["Update not allowed."] },
    })
    await move(order.id)
    const { order_id } = await klarna()
    const refused = async () =>
      world()
        .container.resolve<KlarnaModuleService>(KLARNA_MODULE)
        .listKlarnaOperations({ klarna_order_id: order_id, kind: "address", state: "failed" })
    await eventually(async () => expect(await refused()).toHaveLength(1))
    await shop.ok(shop.admin("post", `/orders/${order.id}`, { metadata: { seen: "yes" } }))
    await move(order.id, { ...ELSEWHERE, address_1: "Storgatan 2" })
    await eventually(async () =>
      expect((await klarna()).shipping_address.street_address).toBe("Storgatan 2")
    )
    expect(await asked("updateConsumerDetails")).toBe(2)
    expect(shipping_address.street_address).not.toBe("Storgatan 2")
  })

  it("an answer that is lost leaves one change, and Klarna is read before it is asked again", async () => {
    const { sandbox } = world()
    const { order, klarna } = await bought(world(), INPUT)
    await sandbox.fault({ kind: "drop_after", operation: "updateConsumerDetails", times: 10 })
    await move(order.id)
    await eventually(async () =>
      expect((await klarna()).shipping_address.street_address).toBe("Storgatan 1")
    )
    await sandbox.clearFaults()
    await world().shop.ok(
      world().shop.admin("post", `/orders/${order.id}`, { metadata: { again: "yes" } })
    )
    await move(order.id, { ...ELSEWHERE, address_1: "Storgatan 3" })
    await eventually(async () =>
      expect((await klarna()).shipping_address.street_address).toBe("Storgatan 3")
    )
    const keys = (await sandbox.requests({ operation: "updateConsumerDetails" })).map(
      ({ headers }) => headers["klarna-idempotency-key"]
    )
    expect(new Set(keys).size).toBe(2)
  })

  it("an order that is captured to the end keeps its address at Klarna", async () => {
    const { shop } = world()
    const { order, payment, klarna } = await bought(world(), INPUT)
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
    const { shipping_address } = await klarna()
    await move(order.id)
    await eventually(async () => expect(await asked("getOrder")).toBeGreaterThan(0))
    expect((await klarna()).shipping_address).toEqual(shipping_address)
    expect(await asked("updateConsumerDetails")).toBe(0)
  })

  it("the order number is as placed, and needs no further call", async () => {
    const { order, klarna } = await bought(world(), INPUT)
    expect(await klarna()).toMatchObject({ merchant_reference1: String(order.display_id) })
    expect(await asked("updateMerchantReferences")).toBe(0)
  })
})
