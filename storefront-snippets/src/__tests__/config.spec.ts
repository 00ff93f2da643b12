import { fetchKlarnaConfig, placementOf, type KlarnaConfig } from "../config"
import { minorUnits } from "../minor-units"
import { KlarnaStoreError, type KlarnaStoreOptions } from "../store-api"

const store: KlarnaStoreOptions = { backendUrl: "https://shop.test/", publishableKey: "pk_1" }

const CONFIG: KlarnaConfig = {
  version: 1,
  available: true,
  reason: null,
  country_code: "SE",
  currency_code: "sek",
  environment: "playground",
  client_id: "client",
  locale: "sv-SE",
  scripts: { payments: "https://klarna.test/api.js", web_sdk: "https://klarna.test/klarna.js" },
  provider_id: "pp_klarna_klarna",
  placements: {
    top_banner: { key: "top-strip-promotion-badge", theme: "default" },
    product: { key: "credit-promotion-auto-size", theme: "dark" },
    cart: null,
    footer: null,
  },
  express: { product: null, cart: null },
  preselection: "off",
}

describe("fetching the config", () => {
  const { fetch } = globalThis
  afterEach(() => {
    globalThis.fetch = fetch
  })
  const serverSays = (answer: () => Promise<Response>) => {
    const spy = jest.fn((_url: string, _init: RequestInit) => answer())
    Object.assign(globalThis, { fetch: spy })
    return spy
  }

  it("asks for country and locale, with the publishable key", async () => {
    const spy = serverSays(() => Promise.resolve(Response.json(CONFIG)))
    const config = await fetchKlarnaConfig(store, { countryCode: "se", locale: "en-SE" })
    expect(config).toEqual(CONFIG)
    const [url, init] = spy.mock.calls[0] ?? []
    expect(url).toBe("https://shop.test/store/klarna/config?country_code=SE&locale=en-SE")
    expect(init?.headers).toMatchObject({ "x-publishable-api-key": "pk_1" })
  })

  it("passes on what the server says", async () => {
    serverSays(() => Promise.resolve(Response.json({ message: "No key." }, { status: 400 })))
    await expect(fetchKlarnaConfig(store, { countryCode: "se" })).rejects.toEqual(
      new KlarnaStoreError(400, "No key.")
    )
  })

  it.each([
    ["an HTML page", () => Promise.resolve(new Response("<html>"))],
    ["no answer", () => Promise.reject(new TypeError("fetch failed"))],
  ])("%s is a typed error", async (_name, answer) => {
    serverSays(answer)
    await expect(fetchKlarnaConfig(store, { countryCode: "se" })).rejects.toBeInstanceOf(
      KlarnaStoreError
    )
  })
})

describe("a placement", () => {
  it("is what the config says", () => {
    expect(placementOf(CONFIG, "product")).toEqual({
      key: "credit-promotion-auto-size",
      theme: "dark",
      locale: "sv-SE",
      clientId: "client",
      environment: "playground",
      src: "https://klarna.test/klarna.js",
    })
  })

  it.each<[string, KlarnaConfig | null]>([
    ["there is no config", null],
    ["the placement is off", { ...CONFIG, placements: { ...CONFIG.placements, product: null } }],
    ["the market is unavailable", { ...CONFIG, available: false }],
    ["there is no client id", { ...CONFIG, client_id: null }],
    ["the answer is broken", JSON.parse('{"available":true}') as KlarnaConfig],
  ])("is nothing when %s", (_name, config) => {
    expect(placementOf(config, "product")).toBeNull()
  })
})

describe("minor units", () => {
  it.each([
    [1049.9, 104990],
    [1.005, 101],
    [0.1 + 0.2, 30],
    [0, 0],
  ])("%d is %d", (amount, minor) => expect(minorUnits(amount)).toBe(minor))

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY, 1e30])("%p is none", (amount) =>
    expect(minorUnits(amount)).toBeNull()
  )
})
