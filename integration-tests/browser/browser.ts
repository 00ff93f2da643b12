import { existsSync } from "node:fs"
import { chromium, type Browser } from "playwright-core"

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]

/** Quiet and alone: no calls home. The sandbox of Chromium itself can't work as root, which containers often are. */
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/**
 * Starts Chromium: that of `CHROMIUM_PATH`, else the system's, else the one that comes with the npm package `@sparticuz/chromium`
 * (Linux on x64).
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? SYSTEM_BROWSERS.find(existsSync)
  return executablePath ? launch(executablePath) : launch(await packagedChromium())
}

function launch(executablePath: string): Promise<Browser> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]]
    )
  )
  return chromium.launch({ executablePath, args: FLAGS, headless: true, env })
}

/** The package unpacks the system libraries that a bare machine lacks only where it believes to be at home. */
async function packagedChromium(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x"
  const { default: packaged } = await import("@sparticuz/chromium")
  return packaged.executablePath()
}
