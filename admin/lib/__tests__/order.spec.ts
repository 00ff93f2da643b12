import { formatAmount, formatDate } from "../format"
import { mayBePaidWithKlarna } from "../klarna-payments"
import { expiryOf, fraudColor, statusColor } from "../order-status"
import { webLink } from "../web-link"

describe("whether Klarna is asked about an order", () => {
  const order = (...providers: (string | null)[]) => ({
    payment_collections: [null, { payments: providers.map((provider_id) => ({ provider_id })) }],
  })

  it("yes, where it was paid with Klarna, alone or among others", () => {
    expect(mayBePaidWithKlarna(order("pp_klarna_klarna"))).toBe(true)
    expect(mayBePaidWithKlarna(order("pp_system_default", "pp_klarna_klarna"))).toBe(true)
  })

  it("yes, where nothing was paid yet: Klarna's answer may be pending", () => {
    expect(mayBePaidWithKlarna(order())).toBe(true)
    expect(mayBePaidWithKlarna({ payment_collections: null })).toBe(true)
  })

  it("no, where it was paid with something else", () => {
    expect(mayBePaidWithKlarna(order("pp_system_default"))).toBe(false)
  })
})

describe("statuses", () => {
  it("show green for done and never for what we don't know", () => {
    expect(statusColor("CAPTURED")).toBe("green")
    expect(statusColor("SOMETHING_NEW")).not.toBe("green")
    expect(fraudColor("ACCEPTED")).toBe("green")
    expect(fraudColor("SOMETHING_NEW")).not.toBe("green")
  })
})

describe("an authorization's expiry", () => {
  const now = new Date("2026-03-01T12:00:00Z")
  it.each([
    ["2026-03-20T12:00:00Z", 100, "later"],
    ["2026-03-08T12:00:00Z", 100, "soon"],
    ["2026-03-01T11:59:59Z", 100, "expired"],
    ["2026-03-02T12:00:00Z", 0, "irrelevant"],
    ["not a date", 100, "irrelevant"],
    [null, 100, "irrelevant"],
  ])("of %s with %d left to capture is %s", (expiresAt, remaining, expected) => {
    expect(expiryOf(expiresAt, remaining, now)).toBe(expected)
  })
})

describe("what the merchant reads", () => {
  it("has two decimals in every currency of Klarna's, forints too", () => {
    expect(formatAmount(12995, "SEK", "en")).toBe("SEK\u00a0129.95")
    expect(formatAmount(250000, "HUF", "en")).toBe("HUF\u00a02,500.00")
    expect(formatAmount(5, "USD", "en-US")).toBe("$0.05")
  })

  it("leaves a date out rather than showing nonsense", () => {
    expect(formatDate("2026-03-01T12:00:00Z", "en")).toBe("Mar 1, 2026")
    expect(formatDate("soon", "en")).toBe("")
    expect(formatDate(null, "en")).toBe("")
  })

  it("links to the web only", () => {
    expect(webLink("https://track.example/1")).toBe("https://track.example/1")
    expect(webLink("javascript:alert(1)")).toBeNull()
    expect(webLink(null)).toBeNull()
  })
})
