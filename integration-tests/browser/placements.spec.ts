import type { Browser } from "playwright-core"
import { Merchant } from "./backend"
import { openBrowser } from "./browser"
import { Shopper } from "./shopper"
import { PHONE, visit } from "./visit"

jest.setTimeout(120_000)

const ALL_ON = { "top_banner.on": null, "product.on": null, "cart.on": null, "footer.on": null }
const ALL_OFF = {
  "top_banner.on": false,
  "product.on": false,
  "cart.on": false,
  "footer.on": false,
}

describe("Klarna's messages in the shop", () => {
  let browser: Browser
  let merchant: Merchant

  beforeAll(async () => {
    browser = await openBrowser()
    merchant = await Merchant.logIn()
    await merchant.set("NL", ALL_ON)
  })
  afterAll(async () => {
    await merchant?.set("NL", ALL_ON)
    await browser?.close()
  })

  it("J1 J2: banner at the very top and logo in the footer, on a desk and on a phone", async () => {
    for (const viewport of [undefined, PHONE]) {
      const shop = await visit(browser, viewport)
      const shopper = new Shopper(shop.page, "nl")
      await shopper.open()
      await shopper.placement("top_banner").waitFor()
      await shopper.placement("footer").waitFor()
      const banner = await shopper.placement("top_banner").boundingBox()
      const header = await shop.page.getByRole("banner").boundingBox()
      expect(banner?.y).toBeLessThan(header?.y ?? 0)
      await shop.page.getByRole("link", { name: /Wool sweater/ }).waitFor()
      await shop.picture(viewport ? "home-phone" : "home")
      expect(shop.complaints).toEqual([])
      await shop.context.close()
    }
  })

  it("J7: the message under the price follows the chosen variant", async () => {
    const shop = await visit(browser)
    const shopper = new Shopper(shop.page, "nl")
    await shopper.openProduct("coffee-beans")
    const message = shopper.placement("product")
    await message.waitFor()
    const amountOf = (variant: string) =>
      message.and(shop.page.locator(`[data-purchase-amount="${variant}"]`))

    await shop.page.getByRole("radio", { name: "250 g" }).check()
    await amountOf("1099").waitFor()
    expect(await shop.page.getByTestId("price").innerText()).toContain("10,99")
    await shop.page.getByRole("radio", { name: "1 kg" }).check()
    await amountOf("3490").waitFor()
    expect(await shop.page.getByTestId("price").innerText()).toContain("34,90")
    expect(shop.complaints).toEqual([])
    await shop.context.close()
  })

  it("J9: the message near the total follows the cart", async () => {
    const shop = await visit(browser)
    const shopper = new Shopper(shop.page, "nl")
    await shopper.addToCart("coffee-beans")
    const message = shopper.placement("cart")
    await message.and(shop.page.locator('[data-purchase-amount="1099"]')).waitFor()
    await shop.page.getByRole("button", { name: "One Coffee beans more" }).click()
    await message.and(shop.page.locator('[data-purchase-amount="2198"]')).waitFor()
    await shop.picture("cart")
    expect(shop.complaints).toEqual([])
    await shop.context.close()
  })

  it("J1 J2 J7 J9: switched off there is nothing, and not a byte of Klarna is loaded", async () => {
    await merchant.set("NL", ALL_OFF)
    const shop = await visit(browser)
    const shopper = new Shopper(shop.page, "nl")
    await shopper.addToCart("coffee-beans")
    await shop.page.getByTestId("total").waitFor()
    await shopper.open()
    await shop.page.getByRole("link", { name: /Wool sweater/ }).waitFor()
    expect(await shop.page.locator("klarna-placement").count()).toBe(0)
    expect(shop.klarnaRequests).toEqual([])
    expect(shop.complaints).toEqual([])
    await shop.context.close()
  })
})
