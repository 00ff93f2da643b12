import type { Browser } from "playwright-core"
import { openBrowser } from "./browser"
import { environment } from "./environment"
import { Shopper } from "./shopper"
import { visit, type Visit } from "./visit"

jest.setTimeout(120_000)

describe("when Klarna does not simply say yes", () => {
  let browser: Browser
  let shop: Visit
  let shopper: Shopper

  beforeAll(async () => {
    browser = await openBrowser()
  })
  beforeEach(async () => {
    shop = await visit(browser)
    shopper = new Shopper(shop.page, "se")
    await shopper.addToCart("leather-wallet")
    await shopper.goToPayment()
    await shopper.chooseKlarna()
  })
  afterEach(() => shop?.context.close())
  afterAll(() => browser?.close())

  const message = () => shop.page.locator("[data-klarna-message]")

  it("F24: closed window: the shopper reads so, and pays with the next click", async () => {
    await shopper.payAndAnswer("close")
    await shopper.isReadyToPay()
    expect(await message().innerText()).toContain("closed")
    await shop.picture("outcome-closed")
    await shopper.payAndAnswer("approve")
    await shopper.confirmed()
    expect(shop.complaints).toEqual([])
  })

  it("correction: the shopper changes the address and pays", async () => {
    await shopper.payAndAnswer("correct")
    await shopper.isReadyToPay()
    expect(await message().innerText()).toContain("correct")
    await shop.picture("outcome-correct")
    await shop.page.getByRole("button", { name: "Change" }).click()
    await shop.page.getByLabel("Mobile phone").fill("+46701740616")
    await shop.page.getByTestId("save-address").click()
    await shopper.chooseKlarna()
    await shopper.payAndAnswer("approve")
    await shopper.confirmed()
    expect(shop.complaints).toEqual([])
  })

  it("denied: Klarna steps back, and the shopper pays another way", async () => {
    await shopper.payAndAnswer("deny")
    await shop.page.locator('[data-klarna-status="hidden"]').waitFor()
    expect(await message().innerText()).toContain("another way to pay")
    await shop.picture("outcome-denied")
    await shop.page.getByTestId("pay-manual").click()
    await shop.page.getByTestId("place-manual").click()
    await shopper.confirmed()
    expect(await shop.page.getByTestId("payment-method").innerText()).not.toContain("Klarna")
    expect(shop.complaints).toEqual([])
  })

  it("F8: the answer to placing is lost: the shop asks itself again, and there is one order", async () => {
    let lost = 0
    await shop.page.route(`${environment.medusaUrl}/store/klarna/carts/*/place`, async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.fallback()
      lost += 1
      await route.fetch()
      return route.abort("connectionreset")
    })
    await shopper.payAndAnswer("approve")
    await shopper.confirmed()
    expect(lost).toBe(1)
  })

  it("F24: Klarna's script is blocked: the shopper is told, and can try again", async () => {
    const blocked = await visit(browser)
    const guest = new Shopper(blocked.page, "se")
    await blocked.page.route("**/kp/lib/v1/api.js", (route) => route.abort("blockedbyclient"))
    await guest.addToCart("leather-wallet")
    await guest.goToPayment()
    await guest.klarnaOption.click()
    await blocked.page.locator('[data-klarna-status="failed"]').waitFor()
    await blocked.picture("outcome-blocked")
    await blocked.page.unroute("**/kp/lib/v1/api.js")
    await blocked.page.getByRole("button", { name: "Try again" }).click()
    await guest.isReadyToPay()
    await blocked.context.close()
  })
})
