import { formatAmount, formatDate } from "../format"
import { paidWithKlarna, stateOf } from "../klarna-payments"
import { expiryOf, fraudColor, statusColor } from "../order-status"
import { webLink } from "../web-link"

describe("whether an order was paid with Klarna", () => {
  const order = (...providers: (string | null)[]) => ({
    id: "order_1",
    payment_collections: [null, { payments: providers.map((provider_id) => ({ provider_id })) }],
  })

  it("yes, alone or among others", () => {
    expect(paidWithKlarna(order("pp_klarna_klarna"))).toBe("yes")
    expect(paidWithKlarna(order("pp_system_default", "pp_klarna_klarna"))).toBe("yes")
  })

  it("unknown, where nothing was paid yet: Klarna's answer may be pending", () => {
    expect(paidWithKlarna(order())).toBe("unknown")
    expect(paidWithKlarna({ id: "order_1", payment_collections: null })).toBe("unknown")
  })

  it("no, where it was paid with something else", () => {
    expect(paidWithKlarna(order("pp_system_default", null))).toBe("no")
  })
})

describe("reading an order at Klarna again", () => {
  const order = {
    id: "order_1",
    updated_at: "2026-03-01T12:00:00Z",
    payment_status: "authorized",
    payment_collections: [{ captured_amount: 0, refunded_amount: 0 }],
  }

  it("happens when money moved or something was shipped, and not without a cause", () => {
    expect(stateOf({ ...order })).toBe(stateOf(order))
    expect(stateOf({ ...order, payment_collections: [{ captured_amount: 5 }] })).not.toBe(
      stateOf(order)
    )
    expect(stateOf({ ...order, fulfillment_status: "shipped" })).not.toBe(stateOf(order))
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
