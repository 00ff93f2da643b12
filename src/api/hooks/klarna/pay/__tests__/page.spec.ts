import { formatAmount } from "../format-amount"
import { paymentLinkPage } from "../page"

const PAGE = { language: "sv", shop: "Shop", title: "Title", text: "Text", facts: [] } as const

describe("a page of a payment link", () => {
  it("says its language, its title and what there is to know, in this order", () => {
    const html = paymentLinkPage({
      ...PAGE,
      facts: [{ label: "Order", value: "12" }],
      action: { label: "Again", href: "?e=1&v=1&sig=a" },
    })
    expect(html).toMatch(/^<!doctype html>\n<html lang="sv">/)
    expect(html).toContain("<title>Title - Shop</title>")
    expect(html).toMatch(
      /Shop<\/p>[\s\S]*<h1>Title<\/h1>\n<p>Text<\/p>\n<dl><dt>Order<\/dt><dd>12<\/dd><\/dl>\n<a href="\?e=1&amp;v=1&amp;sig=a" rel="nofollow">Again<\/a>/
    )
  })

  it("leaves out what there is not", () => {
    const html = paymentLinkPage({ ...PAGE, shop: undefined, facts: [] })
    expect(html).toContain("<title>Title</title>")
    expect(html).not.toMatch(/<dl>|<a |class="shop"/)
  })

  it("F25: takes no value for markup, and asks nobody for anything", () => {
    const evil = `"><script>alert('1')</script>&`
    const html = paymentLinkPage({
      language: "en",
      shop: evil,
      title: evil,
      text: evil,
      facts: [{ label: evil, value: evil }],
      action: { label: evil, href: evil },
    })
    expect(html).not.toContain("<script")
    expect(html).not.toContain(`"">`)
    expect(html.match(/&lt;script&gt;alert\(&#39;1&#39;\)/g)).toHaveLength(9)
    expect(html).not.toMatch(/src=|url\(|@import|<link|<form/)
  })
})

describe("an amount on a page", () => {
  const spaces = /[\u00a0\u202f]/g
  it.each([
    [123450, "SEK", "sv-SE", "1 234,50 kr"],
    [5, "EUR", "de-AT", "€ 0,05"],
    [199000, "HUF", "hu-HU", "1990,00 Ft"],
    [2500, "GBP", "en-GB", "£25.00"],
  ])("of %i %s reads in %s as %s", (minor, currency, locale, text) => {
    expect(formatAmount(minor, { currency, locale }).replace(spaces, " ")).toBe(text)
  })
})
