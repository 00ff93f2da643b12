import AxeBuilder from "@axe-core/playwright"
import type { Browser, Page } from "playwright-core"
import { z } from "zod"
import { eventually } from "../http/eventually"
import { controlClient } from "../klarna-sandbox/control-client"
import { AdminUser } from "./admin-user"
import { violations } from "./backend"
import { openBrowser } from "./browser"
import { environment } from "./environment"
import { Shopper } from "./shopper"
import { PHONE, visit, type Visit } from "./visit"

jest.setTimeout(180_000)

const Purchases = z.object({
  count: z.number(),
  purchases: z.array(z.looseObject({ id: z.string(), subject_id: z.string() })),
})
const Orders = z.object({ orders: z.array(z.looseObject({ id: z.string() })) })
const Edit = z.object({ order_change: z.looseObject({ id: z.string() }) })
const Products = z.object({
  products: z.array(z.object({ variants: z.array(z.looseObject({ id: z.string() })) })),
})
const Markets = z.object({
  markets: z.array(
    z.looseObject({ country_code: z.string(), overrides: z.record(z.string(), z.unknown()) })
  ),
})

/** The admin's API, as the person who is logged in on the page. */
const apiOf = (page: Page) => ({
  get: async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const answer = await page.request.get(`${environment.medusaUrl}/admin${path}`)
    return schema.parse(await answer.json())
  },
  post: async <T>(path: string, data: unknown, schema: z.ZodType<T>): Promise<T> => {
    const answer = await page.request.post(`${environment.medusaUrl}/admin${path}`, { data })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return schema.parse(await answer.json())
  },
})

describe("the merchant deals with what Klarna and the shop could not settle by themselves", () => {
  const sandbox = controlClient(environment.sandboxUrl)
  let browser: Browser
  let admin: Visit
  let merchant: AdminUser

  beforeAll(async () => {
    browser = await openBrowser()
    admin = await visit(browser)
    merchant = new AdminUser(admin.page)
    await merchant.logIn()
  })
  afterAll(async () => {
    await sandbox.settings({ repeat_order: 200 })
    await sandbox.clearFaults()
    await browser?.close()
  })

  const api = () => apiOf(admin.page)
  const alerts = () => api().get("/klarna/purchases?alert=true", Purchases)
  const region = () => admin.page.getByRole("region", { name: "Needs a look" })

  const theme = (name: "dark" | "light") =>
    admin.page.evaluate(`localStorage.setItem("medusa_admin_theme", "${name}")`)

  /** Nothing that a person with an aid can't use. */
  const accessible = async (selector: string) => {
    const { violations: found } = await new AxeBuilder({ page: admin.page })
      .include(selector)
      .analyze()
    expect(found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }

  /** Somebody pays in the shop, and Klarna's answer is lost for good. */
  async function lostPurchase() {
    await sandbox.settings({ repeat_order: 409 })
    const known = new Set((await sandbox.orders()).map(({ order_id }) => order_id))
    const shop = await visit(browser)
    const shopper = new Shopper(shop.page, "se")
    await shopper.addToCart("wool-sweater")
    await shopper.goToPayment()
    await shopper.chooseKlarna()
    await sandbox.fault({ operation: "createOrder", kind: "drop_after", times: 1 })
    await shopper.payAndAnswer("approve")
    const purchase = await eventually(async () => {
      const [found] = (await alerts()).purchases
      if (!found) throw new Error("Nobody is told of the lost purchase.")
      return found
    })
    await shop.context.close()
    await sandbox.settings({ repeat_order: 200 })
    const klarnaOrder = (await sandbox.orders()).find(({ order_id }) => !known.has(order_id))
    if (!klarnaOrder) throw new Error("Klarna has no order.")
    return { purchase, klarnaOrder }
  }

  it("shows nothing while all is well", async () => {
    await merchant.openKlarnaSettings()
    await admin.page.waitForLoadState("networkidle")
    expect((await alerts()).count).toBe(0)
    expect(await region().count()).toBe(0)
  })

  it("F12: an alert is seen, a wrong order refused, the right one taken: the order appears", async () => {
    const { purchase, klarnaOrder } = await lostPurchase()
    await merchant.openKlarnaSettings()
    await region().getByRole("heading", { name: "1 payment needs a look" }).waitFor()
    await region().getByText(purchase.subject_id).waitFor()
    expect(
      await region().getByRole("link", { name: "Open Klarna’s portal" }).getAttribute("href")
    ).toContain("klarna.com/orders")
    await accessible('[aria-label="Needs a look"]')
    await admin.picture("admin-needs-a-look")

    const field = region().getByLabel("Klarna’s order ID")
    const take = region().getByRole("button", { name: "Check and take" })
    expect(await take.isDisabled()).toBe(true)
    await field.fill("K4MADNY-1")
    await take.click()
    await region().getByRole("alert").getByText("short reference does not do").waitFor()
    await field.fill("f3392f8b-6116-4073-ab96-e330819e2c07")
    await take.click()
    await region().getByRole("alert").getByText("knows no order with this id").waitFor()
    await accessible('[aria-label="Needs a look"]')
    await admin.picture("admin-needs-a-look-refused")

    const before = (await api().get("/orders?limit=100", Orders)).orders
    await field.fill(klarnaOrder.order_id)
    await take.click()
    await admin.page.getByText("Klarna’s order fits and is taken").waitFor()
    await region().waitFor({ state: "detached" })
    const after = (await api().get("/orders?limit=100", Orders)).orders
    const [order, ...others] = after.filter(({ id }) => !before.some((known) => known.id === id))
    expect(others).toEqual([])

    await merchant.openOrder(order?.id ?? "")
    await admin.page.getByText(klarnaOrder.order_id).first().waitFor()
    await admin.page.getByText("Left to capture").waitFor()
  })

  it("F12: a dismissed alert goes, on a phone in the dark too, and the outcome stays unknown", async () => {
    const { purchase } = await lostPurchase()
    await admin.page.setViewportSize(PHONE)
    await theme("dark")
    await merchant.openKlarnaSettings()
    await region().getByRole("heading", { name: "1 payment needs a look" }).waitFor()
    const { scrollWidth, clientWidth } = await region().evaluate((element) => ({
      scrollWidth: element.scrollWidth,
      clientWidth: element.clientWidth,
    }))
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth)
    await accessible('[aria-label="Needs a look"]')
    await admin.picture("admin-needs-a-look-phone-dark")

    await region().getByRole("button", { name: "Dismiss" }).click()
    await admin.page.getByRole("alertdialog").getByText("The outcome stays unknown").waitFor()
    await admin.picture("admin-needs-a-look-dismiss")
    await admin.page.getByRole("alertdialog").getByRole("button", { name: "Back" }).click()
    expect((await alerts()).count).toBe(1)
    await region().getByRole("button", { name: "Dismiss" }).click()
    await admin.page.getByRole("alertdialog").getByRole("button", { name: "Dismiss" }).click()
    await region().waitFor({ state: "detached" })
    const kept = await api().get(`/klarna/purchases?q=${purchase.id}`, Purchases)
    expect(kept.purchases).toMatchObject([{ state: "unknown", alert: null }])

    await theme("light")
    await admin.page.setViewportSize({ width: 1280, height: 900 })
  })

  it("further settings of a market are chosen, explained, kept, and given back", async () => {
    const page = admin.page
    const open = async () => {
      await merchant.openKlarnaSettings()
      await page.getByRole("button", { name: "More settings, Finland" }).click()
      await page.getByRole("dialog", { name: "More settings: Finland" }).waitFor()
    }
    const capture = () => page.getByRole("combobox", { name: "Capture, Finland" })
    const own = async () => {
      const { markets } = await api().get("/klarna/markets", Markets)
      return markets.find(({ country_code }) => country_code === "FI")?.overrides
    }
    await open()
    await page.getByText("Klarna allows capturing at once only for what is delivered").waitFor()
    await accessible('[data-testid="klarna-further-settings"]')
    await admin.picture("admin-market-drawer")
    await capture().click()
    await page.getByRole("option", { name: "With each shipment", exact: true }).click()
    await page.getByRole("switch", { name: "Business customers, Finland" }).click()
    const confirmation = page.getByRole("textbox", { name: "Confirmation page, Finland" })
    await confirmation.fill("{storefront_url}/{nonsense}")
    await page.getByText("may hold only these placeholders").waitFor()
    expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true)
    await confirmation.fill("{storefront_url}/thanks/{order_id}")
    await admin.picture("admin-market-drawer-changed")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("dialog").waitFor({ state: "detached" })
    expect(await own()).toMatchObject({
      capture: "on_shipment",
      b2b: true,
      confirmation_url_pattern: "{storefront_url}/thanks/{order_id}",
    })

    await open()
    expect(await capture().innerText()).toBe("With each shipment")
    await page.getByRole("switch", { name: "Share account history, Finland" }).click()
    await page.keyboard.press("Escape")
    await page.getByRole("alertdialog").getByText("What was changed here is lost").waitFor()
    await page.getByRole("button", { name: "Stay" }).click()

    await page.getByRole("switch", { name: "Share account history, Finland" }).click()
    await capture().click()
    await page.getByRole("option", { name: "Inherit (By hand)" }).click()
    await page
      .getByRole("button", { name: "Follow “All markets” again: Business customers, Finland" })
      .click()
    await page
      .getByRole("button", { name: "Follow “All markets” again: Share account history, Finland" })
      .click()
    await page.getByRole("textbox", { name: "Confirmation page, Finland" }).fill("")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("dialog").waitFor({ state: "detached" })
    const left = await own()
    for (const key of ["capture", "b2b", "confirmation_url_pattern", "extra_merchant_data"]) {
      expect(left).not.toHaveProperty(key)
    }
  })

  it("what an order wants more after an edit is asked for by a payment link", async () => {
    const shop = await visit(browser)
    const shopper = new Shopper(shop.page, "se")
    await shopper.addToCart("leather-wallet")
    await shopper.goToPayment()
    await shopper.chooseKlarna()
    await shopper.payAndAnswer("approve")
    const { orderId } = await shopper.confirmed()
    expect(shop.complaints).toEqual([])
    await shop.context.close()
    await merchant.openOrder(orderId)
    await admin.page.getByText("Left to capture").waitFor()
    expect(await admin.page.getByText("Payment link", { exact: true }).count()).toBe(0)

    const { products } = await api().get("/products?handle=wool-sweater", Products)
    const variant_id = products[0]?.variants[0]?.id
    const { order_change } = await api().post("/order-edits", { order_id: orderId }, Edit)
    const edit = `/order-edits/${orderId}`
    const anything = z.looseObject({})
    await api().post(`${edit}/items`, { items: [{ variant_id, quantity: 1 }] }, anything)
    await api().post(`${edit}/request`, {}, anything)
    await api().post(`${edit}/confirm`, {}, anything)
    expect(order_change.id).not.toBe("")

    await merchant.openOrder(orderId)
    await admin.page.getByRole("button", { name: "Create payment link" }).click()
    const link = admin.page.getByTestId("klarna-payment-link")
    await link.waitFor()
    expect(await link.innerText()).toContain(`${environment.medusaUrl}/hooks/klarna/pay/`)
    await admin.page.getByText("Works until").waitFor()

    await admin.page.getByRole("button", { name: "Send by mail through Klarna" }).click()
    await admin.page.getByRole("button", { name: "Send", exact: true }).click()
    await admin.page.getByText("Klarna sends the mail. The link in it ends").waitFor()
    expect(await sandbox.distributions()).toHaveLength(1)
    await admin.picture("admin-payment-link")
  })

  it("the admin did not complain, and Klarna's contracts were kept", async () => {
    const expected = /status of (400|409|422)/
    expect(admin.complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
    expect(await violations()).toEqual([])
  })
})
