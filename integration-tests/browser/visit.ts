import path from "node:path"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { environment } from "./environment"

/** A visitor's page, with what it complained about and whom it asked. */
export interface Visit {
  page: Page
  context: BrowserContext
  /** Console errors, exceptions and refused content, in words. */
  complaints: string[]
  /** Addresses of Klarna's side that the page asked. */
  klarnaRequests: string[]
  /** Saves a picture when `SCREENSHOT_DIR` is set. */
  picture(name: string): Promise<void>
}

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** Opens a page as somebody who has never been here. */
export async function visit(browser: Browser, viewport = DESKTOP): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: "en-GB" })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  const klarnaRequests: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on("pageerror", (error) => complaints.push(error.message))
  page.on("request", (request) => {
    if (request.url().startsWith(environment.sandboxUrl)) klarnaRequests.push(request.url())
  })
  return {
    page,
    context,
    complaints,
    klarnaRequests,
    picture: async (name) => {
      const folder = process.env.SCREENSHOT_DIR
      if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
    },
  }
}
