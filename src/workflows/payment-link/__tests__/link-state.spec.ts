import { paymentLinkState, type PaymentLinkView } from "../link-state"

const VIEW: PaymentLinkView = {
  paymentCollectionId: "pay_col_01",
  status: "not_paid",
  amount: 995,
  currency: "SEK",
  orderId: "order_01",
  orderNumber: 7,
  orderCanceled: false,
  locale: undefined,
  country: "SE",
  isOfCart: false,
  hasPayment: false,
  isUnderReview: false,
  staleSessions: [],
}

const stateOf = (more: Partial<PaymentLinkView>) => paymentLinkState({ ...VIEW, ...more })

describe("what a payment link is worth", () => {
  it.each(["not_paid", "awaiting"])("is payable while the collection is %s", (status) => {
    expect(stateOf({ status })).toBe("payable")
  })

  it.each(["authorized", "partially_captured", "completed"])(
    "is paid once the collection is %s",
    (status) => {
      expect(stateOf({ status })).toBe("paid")
      expect(stateOf({ status, hasPayment: true })).toBe("paid")
    }
  )

  it("is paid where a payment stands, whatever the status says, and where nothing is left", () => {
    expect(stateOf({ hasPayment: true })).toBe("paid")
    expect(stateOf({ amount: 0 })).toBe("paid")
  })

  it.each(["canceled", "failed", "partially_authorized", "something_new"])(
    "is withdrawn where the collection is %s: no money is taken for it",
    (status) => {
      expect(stateOf({ status })).toBe("withdrawn")
    }
  )

  it("is withdrawn where it is a checkout's own, which is paid there, but paid is paid", () => {
    expect(stateOf({ isOfCart: true })).toBe("withdrawn")
    expect(stateOf({ isOfCart: true, status: "authorized" })).toBe("paid")
  })

  it("F21: is under review while Klarna decides", () => {
    expect(stateOf({ status: "awaiting", isUnderReview: true })).toBe("review")
  })

  it("is cancelled with the order, before all else", () => {
    expect(stateOf({ orderCanceled: true })).toBe("canceled")
    expect(stateOf({ orderCanceled: true, status: "authorized" })).toBe("canceled")
  })
})
