import type { Locator, Page } from "playwright-core"
import { environment } from "./environment"

/** What the sandbox's stand-in for Klarna's window offers. */
export type Answer = "approve" | "deny" | "close" | "correct"

/** Somebody who buys in the demo shop, on one page and in one country. */
export class Shopper {
  constructor(
    readonly page: Page,
    readonly country: string
  ) {}

  /** Opens a page of the shop: `""` is the home page. */
  async open(path = ""): Promise<void> {
    await this.page.goto(`${environment.shopUrl}/${this.country}${path && `/${path}`}`)
    await this.page.getByRole("main").waitFor()
  }

  async openProduct(handle: string): Promise<void> {
    await this.open(`products/${handle}`)
    await this.page.getByTestId("price").waitFor()
  }

  /** Puts one of a product into the cart and ends on the cart's page. */
  async addToCart(handle: string): Promise<void> {
    await this.openProduct(handle)
    await this.page.getByTestId("add-to-cart").click()
    await this.page.getByRole("heading", { name: "Your cart" }).waitFor()
  }

  /** From the cart to the ways of payment. */
  async goToPayment({ email }: { email?: string } = {}): Promise<void> {
    await this.page.getByTestId("to-checkout").click()
    await this.fillInAddress(email)
    await this.page.getByTestId("delivery-option").first().click()
    await this.page.getByRole("heading", { name: "Payment" }).waitFor()
  }

  /** The address of Klarna's sample customer, under another e-mail address if wanted. */
  async fillInAddress(email?: string): Promise<void> {
    await this.page.getByTestId("fill-sample").click()
    if (email) await this.page.getByLabel("E-mail").fill(email)
    await this.page.getByTestId("save-address").click()
  }

  async chooseKlarna(): Promise<void> {
    await this.klarnaOption.click()
    await this.isReadyToPay()
  }

  /** The widget is there, and the button works. */
  async isReadyToPay(): Promise<void> {
    await this.page.locator('[data-klarna-status="ready"]').waitFor()
    await this.page.locator("button.klarna:enabled", { hasText: /^Pay / }).waitFor()
  }

  /** Presses the pay button and answers in Klarna's window. */
  async payAndAnswer(answer: Answer): Promise<void> {
    await this.payButton.click()
    await this.page.getByTestId(`klarna-sandbox-${answer}`).click()
  }

  /** Waits for the confirmation page. */
  async confirmed(): Promise<{ orderId: string; number: string }> {
    await this.page.getByRole("heading", { name: "Thank you for your order" }).waitFor()
    const orderId = /order\/([^/]+)\/confirmed/.exec(this.page.url())?.[1]
    if (!orderId) throw new Error(`No order id in ${this.page.url()}`)
    return { orderId, number: await this.page.getByTestId("order-number").innerText() }
  }

  get klarnaOption(): Locator {
    return this.page.getByTestId("pay-klarna")
  }

  get payButton(): Locator {
    return this.page.locator("button.klarna", { hasText: /^Pay / })
  }

  /** The drawn message of a placement. */
  placement(name: "top_banner" | "product" | "cart" | "footer"): Locator {
    return this.page.locator(`[data-klarna-placement="${name}"] klarna-placement`)
  }
}
