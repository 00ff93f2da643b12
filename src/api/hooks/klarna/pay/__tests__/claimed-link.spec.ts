import { claimedLink } from "../claimed-link"

const QUERY = { e: "1800000000", v: "1", sig: "abc" }

describe("the address of a payment link", () => {
  it("claims a payment, a deadline and a signature", () => {
    expect(claimedLink("pay_col_01", { ...QUERY, klarna: "back" })).toEqual({
      link: { paymentCollectionId: "pay_col_01", expiresAt: 1_800_000_000 },
      version: "1",
      signature: "abc",
    })
  })

  it.each([
    ["no id", undefined, QUERY],
    ["an id that is none", "pay/../x", QUERY],
    ["no deadline", "pay_col_01", { v: "1", sig: "abc" }],
    ["a deadline in another spelling", "pay_col_01", { ...QUERY, e: "01800000000" }],
    ["a deadline with more", "pay_col_01", { ...QUERY, e: "1800000000.0" }],
    ["a signature twice", "pay_col_01", { ...QUERY, sig: ["abc", "abc"] }],
    ["a signature of any length", "pay_col_01", { ...QUERY, sig: "a".repeat(200) }],
    ["an id in the query alone", undefined, { ...QUERY, id: "pay_col_01" }],
  ])("is none of ours with %s", (_, id, query) => {
    expect(claimedLink(id, query)).toBeUndefined()
  })
})
