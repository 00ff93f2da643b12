import type { Connection } from "../../../../../options"
import { resolveSettings } from "../../../../../settings"
import { buildConfig, emptyConfig, type ConfigSource } from "../build-config"

const connection: Connection = {
  available: true,
  region: "eu",
  environment: "playground",
  baseUrl: "https://api.playground.klarna.com",
  authorization: "Basic canary-secret",
  clientId: "klarna_test_client_x",
}

const source = (overrides = {}): ConfigSource => ({
  country: "SE",
  currency: "SEK",
  locale: "sv-SE",
  connection,
  state: { available: true, code: null, reason: null },
  settings: resolveSettings({}, overrides),
  scripts: { payments: "https://x.example/api.js", webSdk: "https://js.example/klarna.js" },
})

describe("the storefront's configuration", () => {
  it("shows each placement with its key and theme, and no express button, as it comes", () => {
    expect(buildConfig(source())).toEqual({
      version: 1,
      available: true,
      reason: null,
      country_code: "SE",
      currency_code: "SEK",
      environment: "playground",
      client_id: "klarna_test_client_x",
      locale: "sv-SE",
      scripts: { payments: "https://x.example/api.js", web_sdk: "https://js.example/klarna.js" },
      provider_id: "pp_klarna_klarna",
      placements: {
        top_banner: { key: "top-strip-promotion-badge", theme: "default" },
        product: { key: "credit-promotion-auto-size", theme: "default" },
        cart: { key: "credit-promotion-auto-size", theme: "default" },
        footer: { key: "footer-promotion-auto-size", theme: "default" },
      },
      express: { product: null, cart: null },
      preselection: "off",
    })
  })

  it("follows the switches, each by itself", () => {
    const config = buildConfig(
      source({
        "product.on": false,
        "cart.theme": "dark",
        "express_cart.on": true,
        "express_cart.shape": "pill",
        preselection: "always",
      })
    )
    expect(config.placements.product).toBeNull()
    expect(config.placements.cart).toEqual({ key: "credit-promotion-auto-size", theme: "dark" })
    expect(config.express).toEqual({ product: null, cart: { theme: "default", shape: "pill" } })
    expect(config.preselection).toBe("always")
  })

  it("switches everything off where Klarna can't be used, and says why", () => {
    const config = buildConfig({
      ...source({ preselection: "always", "express_product.on": true }),
      state: { available: false, code: "provider_disabled", reason: "..." },
    })
    expect(config).toMatchObject({
      available: false,
      reason: "provider_disabled",
      client_id: null,
      placements: { top_banner: null, product: null, cart: null, footer: null },
      express: { product: null, cart: null },
      preselection: "off",
    })
  })

  it("shows no message and no button without a client id, but still sells", () => {
    const config = buildConfig({
      ...source({ "express_product.on": true, preselection: "always" }),
      connection: { ...connection, clientId: null },
    })
    expect(config.available).toBe(true)
    expect(Object.values(config.placements)).toEqual([null, null, null, null])
    expect(config.express.product).toBeNull()
    expect(config.preselection).toBe("always")
  })

  it("never carries the secret or the merchant's reason in words", () => {
    const off = buildConfig({
      ...source(),
      connection: { available: false, code: "credentials_missing", reason: "KLARNA_EU_API_KEY" },
      state: { available: false, code: "credentials_missing", reason: "KLARNA_EU_API_KEY" },
    })
    const all = JSON.stringify([buildConfig(source()), off, emptyConfig("market_unknown", "XX")])
    expect(all).not.toContain("canary-secret")
    expect(all).not.toContain("KLARNA_EU_API_KEY")
  })
})
