import { checkSettings, confirmationUrl, resolveSettings } from ".."

const { storefront_url, confirmation_url_pattern } = resolveSettings({}, {})
const parts = { countryCode: "SE", cartId: "cart_01" }

describe("the address of the confirmation page", () => {
  it("is made of the market's storefront, country and cart", () => {
    expect(
      confirmationUrl({ storefront_url: "https://shop.example/", confirmation_url_pattern }, parts)
    ).toBe("https://shop.example/se/order/confirmed?cart_id=cart_01")
  })

  it("uses the plugin's storefront where the market has none, and is absent where nobody has one", () => {
    const settings = { storefront_url, confirmation_url_pattern }
    expect(
      confirmationUrl(settings, { ...parts, fallbackStorefrontUrl: "https://x.example" })
    ).toBe("https://x.example/se/order/confirmed?cart_id=cart_01")
    expect(confirmationUrl(settings, parts)).toBeUndefined()
  })

  it("is absent where the storefront is not https: Klarna takes no other", () => {
    expect(
      confirmationUrl({ storefront_url: "http://localhost:8000", confirmation_url_pattern }, parts)
    ).toBeUndefined()
  })

  it("waits for the order where the page is found by its id, and for a cart where by that", () => {
    const settings = {
      storefront_url: "https://shop.example",
      confirmation_url_pattern: "{storefront_url}/order/{order_id}/confirmed",
    }
    expect(confirmationUrl(settings, parts)).toBeUndefined()
    expect(confirmationUrl(settings, { ...parts, orderId: "order_1" })).toBe(
      "https://shop.example/order/order_1/confirmed"
    )
    expect(
      confirmationUrl(
        { ...settings, confirmation_url_pattern },
        { countryCode: "se", orderId: "order_1" }
      )
    ).toBeUndefined()
  })

  it("escapes an id that would change the address", () => {
    expect(
      confirmationUrl(
        { storefront_url: "https://shop.example", confirmation_url_pattern },
        { ...parts, cartId: "a&order_id=b#c" }
      )
    ).toBe("https://shop.example/se/order/confirmed?cart_id=a%26order_id%3Db%23c")
  })

  it("is set with its own placeholders only", () => {
    const problems = (pattern: string) => checkSettings({ confirmation_url_pattern: pattern })
    expect(problems("{storefront_url}/{country_code}/thanks/{order_id}?cart={cart_id}")).toEqual([])
    expect(problems("{storefront_url}/{handle}")).toEqual([
      {
        key: "confirmation_url_pattern",
        message:
          "may hold only these placeholders: {storefront_url}, {country_code}, {cart_id}, {order_id}",
      },
    ])
  })
})
