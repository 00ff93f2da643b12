import { renderToStaticMarkup } from "react-dom/server"
import type { ReactNode } from "react"
import type { KlarnaConfig } from "../../config"
import {
  CartMessage,
  Footer,
  KlarnaProvider,
  PayButton,
  PaymentWidget,
  ProductMessage,
  TopBanner,
  useKlarnaPayment,
} from ".."

const placement = (key: string) => ({ key, theme: "default" as const })

const CONFIG: KlarnaConfig = {
  version: 1,
  available: true,
  reason: null,
  country_code: "GB",
  currency_code: "gbp",
  environment: "playground",
  client_id: "client",
  locale: "en-GB",
  scripts: { payments: "https://klarna.test/api.js", web_sdk: "https://klarna.test/klarna.js" },
  provider_id: "pp_klarna_klarna",
  placements: {
    top_banner: placement("top-strip-promotion-badge"),
    product: placement("credit-promotion-auto-size"),
    cart: placement("credit-promotion-badge"),
    footer: placement("footer-promotion-auto-size"),
  },
  express: { product: null, cart: null },
  preselection: "off",
}

/** As a server renders it. Effects do not run there, so nothing of Klarna is loaded. */
function render(children: ReactNode, config: KlarnaConfig | undefined = CONFIG): string {
  return renderToStaticMarkup(
    <KlarnaProvider
      backendUrl="https://shop.test"
      publishableKey="pk"
      countryCode="gb"
      config={config}
    >
      {children}
    </KlarnaProvider>
  )
}

const OFF: KlarnaConfig["placements"] = {
  top_banner: null,
  product: null,
  cart: null,
  footer: null,
}

describe("placements", () => {
  it("J7: the product's message carries key, locale and amount in minor units, in reserved space", () => {
    const html = render(<ProductMessage amount={104990} />)
    expect(html).toContain('data-key="credit-promotion-auto-size"')
    expect(html).toContain('data-locale="en-GB"')
    expect(html).toContain('data-purchase-amount="104990"')
    expect(html).toContain("min-height:76px")
  })

  it("J1 J2: banner and footer speak of no amount", () => {
    const html = render(
      <>
        <TopBanner />
        <Footer />
      </>
    )
    expect(html).toContain('data-key="top-strip-promotion-badge"')
    expect(html).toContain('data-key="footer-promotion-auto-size"')
    expect(html).not.toContain("data-purchase-amount")
  })

  it.each([
    ["switched off", { ...CONFIG, placements: OFF }],
    ["in a market without Klarna", { ...CONFIG, available: false }],
  ])("are nothing at all when %s", (_name, config) => {
    const all = (
      <>
        <TopBanner />
        <ProductMessage amount={100} />
        <CartMessage amount={100} />
        <Footer />
      </>
    )
    expect(render(all, config)).toBe("")
  })

  it.each([null, 0, -5, 10.5, Number.NaN])("J9: an amount of %p draws nothing", (amount) => {
    expect(render(<CartMessage amount={amount} />)).toBe("")
  })

  it("name the wrapper that they miss", () => {
    expect(() => renderToStaticMarkup(<TopBanner />)).toThrow("<KlarnaProvider>")
  })
})

describe("widget and button before anything is loaded", () => {
  function Payment() {
    const payment = useKlarnaPayment({ id: "cart_1", key: "1", isChosen: true })
    return (
      <>
        <PaymentWidget payment={payment} />
        <PayButton payment={payment} onPlaced={() => undefined} />
      </>
    )
  }

  it("J13 J14: space is reserved, and the button waits", () => {
    const html = render(<Payment />)
    expect(html).toContain("min-height:160px")
    expect(html).toContain("disabled")
    expect(html).toContain("Pay with Klarna")
  })
})
