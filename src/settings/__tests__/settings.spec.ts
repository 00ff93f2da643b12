import {
  applyChange,
  checkSettings,
  describeChange,
  fieldOf,
  originOf,
  problemOf,
  productUrl,
  resolveSettings,
  SETTING_KEYS,
} from ".."

describe("the table of settings", () => {
  it("has a default that its own check accepts, for every field", () => {
    const problems = SETTING_KEYS.map((key) => [key, problemOf(fieldOf(key), fieldOf(key).default)])
    expect(problems.filter(([, problem]) => problem !== null)).toEqual([])
  })

  it("names every field's texts once", () => {
    const labels = SETTING_KEYS.map((key) => fieldOf(key).label)
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels.filter((label) => label.includes("."))).toEqual([])
  })
})

describe("inheritance", () => {
  it("falls back from the market to all markets to the table", () => {
    const settings = resolveSettings(
      { "product.on": false, "cart.on": false },
      { "product.on": true }
    )
    expect(settings["product.on"]).toBe(true)
    expect(settings["cart.on"]).toBe(false)
    expect(settings["footer.on"]).toBe(true)
    expect(settings.capture).toBe("manual")
  })

  it("says where each value comes from", () => {
    const defaults = { "cart.on": false, "product.on": false }
    expect(originOf("product.on", defaults, { "product.on": true })).toBe("market")
    expect(originOf("cart.on", defaults, {})).toBe("defaults")
    expect(originOf("footer.on", defaults, null)).toBe("built_in")
  })

  it("treats null, and values that the table no longer allows, as not set", () => {
    const defaults = { "product.theme": "dark", capture: "on_shipment" }
    const overrides = { "product.theme": "neon", capture: null, ghost: 1 }
    const settings = resolveSettings(defaults, overrides)
    expect(settings["product.theme"]).toBe("dark")
    expect(settings.capture).toBe("on_shipment")
    expect(settings).not.toHaveProperty("ghost")
    expect(originOf("product.theme", defaults, overrides)).toBe("defaults")
  })

  it("works on nothing kept at all", () => {
    const settings = resolveSettings(undefined, null)
    expect(Object.keys(settings)).toEqual([...SETTING_KEYS])
    expect(settings["express_product.on"]).toBe(false)
    expect(settings.preselection).toBe("off")
  })
})

describe("a change", () => {
  it("sets values, gives null back to inheritance, and leaves the rest", () => {
    expect(
      applyChange(
        { "product.on": false, capture: "manual" },
        { "product.on": null, "cart.on": false }
      )
    ).toEqual({ capture: "manual", "cart.on": false })
  })

  it("drops kept keys that are in the table no more", () => {
    expect(applyChange({ retired: true, available: false }, {})).toEqual({ available: false })
  })

  it("is described by what shoppers would see differ, and by nothing else", () => {
    const before = resolveSettings({}, {})
    const after = resolveSettings(
      {},
      { "product.on": false, preselection: "always", available: true }
    )
    expect(describeChange(before, after)).toEqual([
      { key: "product.on", what: "turned_off", before: true, after: false },
      { key: "preselection", what: "changed", before: "off", after: "always" },
    ])
  })
})

describe("checks", () => {
  it("accept what the admin page sends", () => {
    expect(
      checkSettings({
        available: false,
        "top_banner.on": null,
        preselection: "returning",
        storefront_url: "https://shop.example/store",
        product_url_pattern: "https://shop.example/{country_code}/p/{handle}",
      })
    ).toEqual([])
  })

  it.each([
    ["ghost", true, "is not a setting of Klarna"],
    ["constructor", true, "is not a setting of Klarna"],
    ["product.on", "yes", "must be true or false"],
    ["product.on", 1, "must be true or false"],
    ["product.theme", "neon", "must be one of: default, dark, custom"],
    ["product.theme", ["dark"], "must be one of: default, dark, custom"],
    [
      "product.key",
      "top-strip-promotion-badge",
      "must be one of: credit-promotion-auto-size, credit-promotion-badge",
    ],
    ["storefront_url", { href: "https://shop.example" }, "must be a text"],
    [
      "storefront_url",
      "javascript:alert(1)",
      "must be an address that begins with https:// or http://",
    ],
    ["storefront_url", "https://", "must be an address that begins with https:// or http://"],
    [
      "storefront_url",
      "https://shop.example/<script>alert(1)</script>",
      "must not hold spaces, quotes, angle brackets or control characters",
    ],
    ["storefront_url", `https://shop.example/${"a".repeat(500)}`, "must be at most 500 characters"],
    ["product_url_pattern", "", "must not be empty"],
    [
      "product_url_pattern",
      "/products/{handle}",
      "must begin with {storefront_url}, https:// or http://",
    ],
    [
      "product_url_pattern",
      "{storefront_url}/{sku}",
      "may hold only these placeholders: {storefront_url}, {country_code}, {handle}",
    ],
    [
      "product_url_pattern",
      '{storefront_url}/"onload="x',
      "must not hold spaces, quotes, angle brackets or control characters",
    ],
  ])("name the field %s when it is %j", (key, value, message) => {
    expect(checkSettings({ [key]: value, "cart.on": true })).toEqual([{ key, message }])
  })
})

describe("a product's address", () => {
  const { storefront_url, product_url_pattern } = resolveSettings({}, {})

  it("is made of the market's storefront, country and handle", () => {
    expect(
      productUrl(
        { storefront_url: "https://shop.example/", product_url_pattern },
        { countryCode: "SE", handle: "wool-sweater" }
      )
    ).toBe("https://shop.example/se/products/wool-sweater")
  })

  it("uses the plugin's storefront where the market has none, and is absent where nobody has one", () => {
    const parts = { countryCode: "DE", handle: "mug" }
    expect(
      productUrl(
        { storefront_url, product_url_pattern },
        { ...parts, fallbackStorefrontUrl: "https://x.example" }
      )
    ).toBe("https://x.example/de/products/mug")
    expect(productUrl({ storefront_url, product_url_pattern }, parts)).toBeNull()
  })

  it("escapes a handle that would change the path", () => {
    expect(
      productUrl(
        { storefront_url: "https://shop.example", product_url_pattern },
        { countryCode: "se", handle: "a/../b?x#y" }
      )
    ).toBe("https://shop.example/se/products/a%2F..%2Fb%3Fx%23y")
  })
})
