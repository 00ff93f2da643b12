import type { Locator, Page } from "playwright-core"
import { environment } from "./environment"

/** The merchant in the admin, on one page. */
export class AdminUser {
  constructor(readonly page: Page) {}

  async logIn(): Promise<void> {
    await this.page.goto(`${environment.medusaUrl}/app/login`)
    await this.page.getByPlaceholder("Email").fill(environment.admin.email)
    await this.page.getByPlaceholder("Password").fill(environment.admin.password)
    await this.page.getByRole("button", { name: /continue/i }).click()
    await this.page.waitForURL((url) => !url.pathname.endsWith("/login"))
  }

  async openKlarnaSettings(): Promise<void> {
    await this.page.goto(`${environment.medusaUrl}/app/settings/klarna`)
    await this.switchOf("Klarna", "All markets").waitFor()
  }

  /** A switch of a market, such as `switchOf("Product placement", "Sweden")`. */
  switchOf(setting: string, market: string): Locator {
    return this.page.getByRole("switch", { name: `${setting}, ${market}`, exact: true })
  }

  /** Turns a switch, and waits until the server has it. */
  async turn(setting: string, market: string, to: "on" | "off"): Promise<void> {
    const wanted = to === "on" ? "checked" : "unchecked"
    const found = this.switchOf(setting, market)
    if ((await found.getAttribute("data-state")) === wanted) return
    const saved = this.page.waitForResponse(
      (response) =>
        response.request().method() === "POST" && response.url().includes("/admin/klarna/markets/")
    )
    await found.click()
    const response = await saved
    if (!response.ok()) throw new Error(`The switch was not saved: ${response.status()}`)
  }

  async openOrder(orderId: string): Promise<void> {
    await this.page.goto(`${environment.medusaUrl}/app/orders/${orderId}`)
  }
}
