import type { Browser } from "playwright-core"
import { AdminUser } from "./admin-user"
import { Merchant, sandboxOrder, violations } from "./backend"
import { openBrowser } from "./browser"
import { Shopper } from "./shopper"
import { visit, type Visit } from "./visit"

jest.setTimeout(180_000)

describe("the merchant switches, the shop follows, a shopper buys", () => {
  let browser: Browser
  let admin: Visit
  let shop: Visit

  beforeAll(async () => {
    browser = await openBrowser()
    admin = await visit(browser)
    shop = await visit(browser)
    await (await Merchant.logIn()).set("SE", { "product.on": null })
  })
  afterAll(async () => {
    await (await Merchant.logIn()).set("SE", { "product.on": null })
    await browser?.close()
  })

  it("J7: the product placement goes and comes back with its switch in the admin", async () => {
    const merchant = new AdminUser(admin.page)
    const shopper = new Shopper(shop.page, "se")
    await merchant.logIn()
    await merchant.openKlarnaSettings()
    await admin.picture("admin-klarna-settings")

    await merchant.turn("Product placement", "Sweden", "off")
    await shopper.openProduct("wool-sweater")
    expect(await shopper.placement("product").count()).toBe(0)
    await shop.picture("product-placement-off")

    await merchant.turn("Product placement", "Sweden", "on")
    await shopper.openProduct("wool-sweater")
    await shopper.placement("product").waitFor()
    await shop.picture("product-placement-on")
  })

  it("J13 J14: a shopper buys in Sweden, and the admin shows the order at Klarna", async () => {
    const merchant = new AdminUser(admin.page)
    const shopper = new Shopper(shop.page, "se")
    await shopper.addToCart("wool-sweater")
    await shopper.goToPayment()
    await shopper.chooseKlarna()
    await shopper.payAndAnswer("approve")
    const { orderId, number } = await shopper.confirmed()

    const { klarna_order: klarna, differences } = await (
      await Merchant.logIn()
    ).klarnaOrder(orderId)
    expect(klarna).toMatchObject({ status: "AUTHORIZED", currency_code: "SEK" })
    expect(differences).toEqual([])
    expect(await sandboxOrder(klarna?.order_id ?? "")).toMatchObject({
      purchase_currency: "SEK",
      order_amount: klarna?.order_amount,
      merchant_reference1: number.replace("#", ""),
    })

    await merchant.openOrder(orderId)
    await admin.page
      .getByText(klarna?.order_id ?? "no order")
      .first()
      .waitFor()
    await admin.page.getByText("Left to capture").waitFor()
    await admin.picture("admin-order")
  })

  it("neither page complained, and Klarna's contracts were kept", async () => {
    expect(shop.complaints).toEqual([])
    expect(admin.complaints).toEqual([])
    expect(await violations()).toEqual([])
  })
})
