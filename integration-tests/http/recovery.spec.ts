import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import type { InventoryTypes } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { settleDuePurchases } from "../../src/workflows/purchase/settle"
import type { Body } from "./shop"
import { shopSuite } from "./suite"

const SWEATER = [{ sku: "SWEATER-M", quantity: 1 }]

/** An application's own code that refuses a completion after Klarna has accepted. */
let shopFails = false
const hooks: Record<string, ((run: () => Promise<void>) => void) | undefined> =
  Object(completeCartWorkflow).hooks
hooks["orderCreated"]?.(async () => {
  if (shopFails) throw new Error("The shop's own code failed.")
})

shopSuite("Recovery", (world) => {
  beforeEach(() => {
    shopFails = false
  })

  const klarna = () => world().container.resolve<KlarnaModuleService>("klarna")

  async function approve(cart: Body): Promise<string> {
    const { shop, sandbox } = world()
    const { session, authorize_data } = await shop.refresh(cart.id)
    const { authorization_token } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    if (!authorization_token) throw new Error("The sandbox gave no approval.")
    return authorization_token
  }

  const purchaseOf = async (cart: Body) => {
    const [purchase] = await klarna().listKlarnaPurchases({ subject_id: cart.id })
    if (!purchase) throw new Error("There is no purchase.")
    return purchase
  }

  /** Lets time pass for a purchase: its turn has come, and what was so long ago is longer ago. */
  async function sweep(cart: Body, past: Record<string, Date> = {}) {
    const { id } = await purchaseOf(cart)
    await klarna().updateKlarnaPurchases({ id, next_check_at: new Date(0), ...past })
    await settleDuePurchases(world().container, 50)
    return purchaseOf(cart)
  }

  const refuse = (cart: Body, token?: string) => world().shop.place(cart.id, token)
  const changeQuantity = (cart: Body, quantity: number) => {
    const { shop } = world()
    return shop.ok(
      shop.store("post", `/carts/${cart.id}/line-items/${cart.items[0].id}`, { quantity })
    )
  }
  const ordersOfShop = async () =>
    (await world().shop.ok(world().shop.admin("get", "/orders"))).orders

  it("asks the shopper once: a completion that failed after Klarna accepted is finished by the next try", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approve(cart)
    shopFails = true
    expect((await refuse(cart, token)).status).toBeGreaterThanOrEqual(400)
    const [kept] = await sandbox.orders()
    expect(kept?.status).toBe("AUTHORIZED")
    expect(await ordersOfShop()).toEqual([])

    shopFails = false
    expect(await shop.refresh(cart.id)).toMatchObject({ approved: true })
    const { status, data } = await shop.place(cart.id)
    expect(status).toBe(200)
    const orders = await sandbox.orders()
    expect(orders.map(({ order_id }) => order_id)).toEqual([kept?.order_id])
    expect(orders[0]).toMatchObject({
      status: "AUTHORIZED",
      merchant_reference1: String(data.order.display_id),
    })
    const payment = await shop.payment(data.order.id)
    expect(payment).toMatchObject({ canceled_at: null, amount: data.order.total })
    expect(payment.data.klarna_order_id).toBe(kept?.order_id)
    await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
    expect((await sandbox.orders())[0]).toMatchObject({ status: "CAPTURED" })
  })

  it("does so for a storefront that completes the cart by Medusa's own route, too", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approve(cart)
    shopFails = true
    await refuse(cart, token)
    shopFails = false
    const completed = await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))
    expect(completed).toMatchObject({ type: "order" })
    expect(await sandbox.orders()).toHaveLength(1)
    expect(await shop.payment(completed.order.id)).toMatchObject({ canceled_at: null })
  })

  it("cancels the Klarna order of a failed completion when the cart changes, and sells the new cart", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approve(cart)
    shopFails = true
    await refuse(cart, token)
    shopFails = false
    await changeQuantity(cart, 2)

    const { status, data } = await shop.place(cart.id, await approve(cart))
    expect(status).toBe(200)
    const orders = await sandbox.orders()
    expect(orders.map((order) => order.status).sort()).toEqual(["AUTHORIZED", "CANCELLED"])
    const live = orders.find((order) => order.status === "AUTHORIZED")
    expect((await shop.payment(data.order.id)).data.klarna_order_id).toBe(live?.order_id)
    expect(live?.order_amount).toBe(Math.round(data.order.total * 100))
  })

  it("cancels the Klarna order of a failed completion when nobody comes back", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approve(cart)
    shopFails = true
    await refuse(cart, token)
    shopFails = false
    await sweep(cart)
    expect((await sandbox.orders())[0]?.status).toBe("AUTHORIZED")

    const anHourAgo = new Date(Date.now() - 3_600_000)
    expect(await sweep(cart, { completion_failed_at: anHourAgo })).toMatchObject({
      state: "canceled",
      next_check_at: null,
    })
    expect((await sandbox.orders())[0]?.status).toBe("CANCELLED")
    expect(await ordersOfShop()).toEqual([])
    expect((await shop.place(cart.id, await approve(cart))).status).toBe(200)
  })

  it("F8: completes the cart of a shopper whose browser died after the approval", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await approve(cart)
    expect(await sweep(cart)).toMatchObject({ state: "placed" })

    const [order] = await ordersOfShop()
    expect(await sandbox.orders()).toHaveLength(1)
    expect(await shop.payment(order.id)).toMatchObject({ canceled_at: null })
    // The browser comes back to life.
    const { status, data } = await shop.place(cart.id)
    expect({ status, id: data.order?.id }).toEqual({ status: 200, id: order.id })
    expect(await sandbox.orders()).toHaveLength(1)
    expect(await sweep(cart)).toMatchObject({ state: "placed", next_check_at: null })
  })

  it("F8: gives back the approval of a shopper who paid in another way meanwhile", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await approve(cart)
    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    await shop.ok(
      shop.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_system_default",
      })
    )
    await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))
    const { klarna_session_id } = await purchaseOf(cart)
    expect(await sandbox.session(klarna_session_id ?? "")).toHaveProperty("authorization_token")

    await sweep(cart)
    expect(await sandbox.orders()).toEqual([])
    expect((await sandbox.session(klarna_session_id ?? "")).authorization_token).toBeUndefined()
  })

  it("says that something is sold out, leaves no approval behind, and sells what is left", async () => {
    const { shop, sandbox, container } = world()
    const cart = await shop.cart({ country: "se", items: [{ sku: "SWEATER-M", quantity: 3 }] })
    const token = await approve(cart)
    const inventory = container.resolve(Modules.INVENTORY)
    const [item] = await inventory.listInventoryItems({ sku: "SWEATER-M" })
    const levels: InventoryTypes.InventoryLevelDTO[] = await inventory.listInventoryLevels({
      inventory_item_id: item?.id ?? "",
    })
    await inventory.updateInventoryLevels(
      levels.map(({ inventory_item_id, location_id }) => ({
        inventory_item_id,
        location_id,
        stocked_quantity: 1,
      }))
    )

    expect(await shop.place(cart.id, token)).toMatchObject({
      status: 409,
      data: { code: "sold_out" },
    })
    expect(await sandbox.orders()).toEqual([])
    const { klarna_session_id } = await purchaseOf(cart)
    expect((await sandbox.session(klarna_session_id ?? "")).authorization_token).toBeUndefined()

    await changeQuantity(cart, 1)
    expect((await shop.place(cart.id, await approve(cart))).status).toBe(200)
  })

  it("F12: holds a purchase whose outcome nobody knows, until a person names Klarna's order", async () => {
    const { shop, sandbox } = world()
    await sandbox.settings({ repeat_order: 409 })
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const token = await approve(cart)
    await sandbox.fault({ operation: "createOrder", kind: "drop_after", times: 1 })
    expect(await shop.place(cart.id, token)).toMatchObject({
      status: 422,
      data: { code: "unknown" },
    })
    expect(await purchaseOf(cart)).toMatchObject({ state: "unknown", alert: "unknown_outcome" })
    expect((await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})).data).toMatchObject({
      code: "unknown",
    })
    expect(await sandbox.orders()).toHaveLength(1)
  })

  it("pays on a page of Klarna's: the shopper comes back, or does not", async () => {
    const { shop, sandbox } = world()
    for (const comesBack of [true, false]) {
      const cart = await shop.cart({ country: "se", items: SWEATER })
      const { hosted_page } = await shop.ok(
        shop.store("post", `/klarna/carts/${cart.id}/hosted-page`, {
          return_url: "https://shop.example/se/checkout",
        })
      )
      expect(hosted_page.redirect_url).toMatch(/^http/)
      const page = JSON.parse((await purchaseOf(cart)).hosted_page ?? "{}")
      const { location } = await sandbox.hostedPage(page.id, "approve")
      expect(location).toContain(`cart_id=${cart.id}`)
      if (comesBack) expect((await shop.place(cart.id)).status).toBe(200)
      else expect(await sweep(cart)).toMatchObject({ state: "placed" })
    }
    expect(await sandbox.orders()).toHaveLength(2)
    expect(await ordersOfShop()).toHaveLength(2)
  })

  it("a shopper who turns back on Klarna's page pays nothing, and can pay on the next one", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const open = async () => {
      await shop.ok(
        shop.store("post", `/klarna/carts/${cart.id}/hosted-page`, {
          return_url: "https://shop.example/se/checkout?step=payment",
        })
      )
      return JSON.parse((await purchaseOf(cart)).hosted_page ?? "{}").id
    }
    for (const [outcome, told] of [
      ["back", "klarna=back"],
      ["cancel", "klarna=back"],
      ["deny", "klarna=failure"],
    ] as const) {
      const { location } = await sandbox.hostedPage(await open(), outcome)
      expect(location).toMatch(/^https:\/\/shop\.example\/se\/checkout\?step=payment&klarna=/)
      if (outcome === "deny") expect(location).toContain(told)
      expect(await shop.place(cart.id)).toMatchObject({
        status: 409,
        data: { code: "not_approved" },
      })
    }
    const [left, open1] = [await open(), await open()]
    const statuses = new Map(
      (await sandbox.hostedPages()).map(({ session_id, status }) => [session_id, status])
    )
    expect(statuses.get(left)).toBe("DISABLED")
    await sandbox.hostedPage(open1, "approve")
    expect((await shop.place(cart.id)).status).toBe(200)
    expect(await sandbox.orders()).toHaveLength(1)
  })

  it("sends nobody from Klarna's page to a stranger", async () => {
    const { shop } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    const { status, data } = await shop.store("post", `/klarna/carts/${cart.id}/hosted-page`, {
      return_url: "https://evil.example/se/checkout",
    })
    expect(status).toBe(400)
    expect(data.message).toContain("return_url")
  })

  it("I9: Klarna being down touches neither cart nor settings nor another way to pay", async () => {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country: "se", items: SWEATER })
    await shop.refresh(cart.id)
    await sandbox.fault({ kind: "status", status: 503, body: "down", times: 0 })
    await changeQuantity(cart, 2)
    const refused = await shop.store("post", `/klarna/carts/${cart.id}/refresh`, {})
    expect(refused.status).toBe(400)
    expect(refused.data.message).toContain("Klarna can't be reached")
    expect((await shop.store("get", "/klarna/config?country_code=SE")).data).toMatchObject({
      available: true,
    })

    const { payment_collection } = await shop.ok(
      shop.store("post", "/payment-collections", { cart_id: cart.id })
    )
    await shop.ok(
      shop.store("post", `/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: "pp_system_default",
      })
    )
    expect(await shop.ok(shop.store("post", `/carts/${cart.id}/complete`, {}))).toMatchObject({
      type: "order",
    })
    await sandbox.clearFaults()
    await sweep(cart)
    expect(await sandbox.orders()).toEqual([])
  })
})
