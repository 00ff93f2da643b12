import type { Browser } from "playwright-core"
import { Merchant, sandboxOrder, sandboxSettings } from "./backend"
import { openBrowser } from "./browser"
import { Shopper } from "./shopper"
import { PHONE, visit, type Visit } from "./visit"

jest.setTimeout(180_000)

describe("Klarna in the checkout", () => {
  let browser: Browser
  let merchant: Merchant
  let shop: Visit

  beforeAll(async () => {
    browser = await openBrowser()
    merchant = await Merchant.logIn()
  })
  afterEach(() => shop?.context.close())
  afterAll(() => browser?.close())

  const atPayment = async (country: string, handle: string, viewport?: typeof PHONE) => {
    shop = await visit(browser, viewport)
    const shopper = new Shopper(shop.page, country)
    await shopper.addToCart(handle)
    await shopper.goToPayment()
    await shopper.klarnaOption.waitFor()
    return shopper
  }

  it("J11 J15: one option with name and logo from the session, also for a small cart of a guest", async () => {
    const shopper = await atPayment("de", "coffee-beans")
    expect(await shopper.klarnaOption.count()).toBe(1)
    const logo = shopper.klarnaOption.getByRole("presentation")
    expect(await logo.getAttribute("src")).toContain("/browser/assets/")
    await shopper.chooseKlarna()
    await shop.picture("checkout-de")
    expect(shop.complaints).toEqual([])
  })

  it("J11: one option and one container too for an account with three categories", async () => {
    await sandboxSettings({ categories: ["pay_later", "pay_now", "pay_over_time"] })
    try {
      const shopper = await atPayment("de", "desk-lamp")
      expect(await shopper.klarnaOption.count()).toBe(1)
      expect(await shopper.klarnaOption.innerText()).toContain("Klarna")
      await shopper.chooseKlarna()
      expect(await shop.page.locator("[data-klarna-status]").count()).toBe(1)
      await shopper.payAndAnswer("approve")
      await shopper.confirmed()
      expect(shop.complaints).toEqual([])
    } finally {
      await sandboxSettings({ categories: ["klarna"] })
    }
  })

  it.each(["us", "de", "gb"])("J13 J14: a purchase in %s through the widget", async (country) => {
    const shopper = await atPayment(country, "running-shoes")
    await shopper.chooseKlarna()
    await shop.picture(`payment-${country}`)
    await shopper.payAndAnswer("approve")
    const { orderId, number } = await shopper.confirmed()
    await shop.picture(`confirmation-${country}`)
    expect(await shop.page.getByTestId("payment-method").innerText()).toContain("Klarna")

    const { klarna_order: klarna } = await merchant.klarnaOrder(orderId)
    const order = await sandboxOrder(klarna?.order_id ?? "")
    expect(order.merchant_reference1).toBe(number.replace("#", ""))
    expect(order.order_amount).toBe(
      order.order_lines.reduce((sum, line) => sum + line.total_amount, 0)
    )
    expect(order.order_lines.some((line) => line.type === "sales_tax")).toBe(country === "us")
    expect(order.order_lines.find((line) => line.type === "physical")?.image_url).toContain(
      "/images/running-shoes.svg"
    )
    expect(shop.complaints).toEqual([])
  })

  it("J13: the widget is loaded once, and again with the new amount when the cart changes", async () => {
    const shopper = await atPayment("gb", "desk-lamp")
    await shopper.chooseKlarna()
    const loads = () => shop.klarnaRequests.filter((url) => url.endsWith("/browser/payments/load"))
    expect(loads()).toHaveLength(1)

    await shop.page.getByLabel("Promotion code").fill("TEN")
    await shop.page.getByRole("button", { name: "Apply" }).click()
    await shop.page.getByRole("button", { name: "Remove TEN" }).waitFor()
    await shopper.isReadyToPay()
    expect(loads()).toHaveLength(2)
    await shopper.payAndAnswer("approve")
    await shopper.confirmed()
    expect(shop.complaints).toEqual([])
  })

  it("J16: Klarna pays the rest when a part is paid with store credit", async () => {
    const shopper = await atPayment("gb", "desk-lamp")
    await shop.page.getByLabel(/Store credit/).fill("10")
    await shop.page.getByRole("button", { name: "Use" }).click()
    await shop.page.getByText("Store credit", { exact: true }).waitFor()
    await shopper.chooseKlarna()
    await shopper.payAndAnswer("approve")
    const { orderId } = await shopper.confirmed()
    const { klarna_order: klarna } = await merchant.klarnaOrder(orderId)
    const order = await sandboxOrder(klarna?.order_id ?? "")
    expect(order.order_lines.map((line) => line.type)).toContain("store_credit")
    expect(shop.complaints).toEqual([])
  })

  it("J13 J14: works on a phone", async () => {
    const shopper = await atPayment("no", "wool-sweater", PHONE)
    await shopper.chooseKlarna()
    await shop.picture("payment-phone")
    await shopper.payAndAnswer("approve")
    await shopper.confirmed()
    expect(shop.complaints).toEqual([])
  })

  it("preselection: where the market says always, Klarna is chosen without a click", async () => {
    await merchant.set("NO", { preselection: "always" })
    try {
      const shopper = await atPayment("no", "desk-lamp")
      await shopper.isReadyToPay()
      expect(await shopper.klarnaOption.getByRole("radio").isChecked()).toBe(true)
    } finally {
      await merchant.set("NO", { preselection: null })
    }
  })

  it("express switches: the short way leads from product and cart to Klarna", async () => {
    await merchant.set("NO", { "express_product.on": true, "express_cart.on": true })
    try {
      shop = await visit(browser)
      const shopper = new Shopper(shop.page, "no")
      await shopper.openProduct("desk-lamp")
      await shop.picture("product-express")
      await shop.page.getByTestId("klarna-shortcut-product").click()
      await shopper.fillInAddress()
      await shop.page.getByTestId("delivery-option").first().click()
      await shopper.isReadyToPay()
      await shopper.open("cart")
      await shop.page.getByTestId("klarna-shortcut-cart").click()
      await shopper.isReadyToPay()
      expect(shop.complaints).toEqual([])
    } finally {
      await merchant.set("NO", { "express_product.on": null, "express_cart.on": null })
    }
  })
})
