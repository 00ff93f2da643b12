import { bearingOf, promisesMore, saysStop } from "../judge-event"

const purchase = {
  klarna_session_id: "ses-1",
  klarna_order_id: "ord-1",
  hosted_page: { id: "hpp-1", url: "https://pay.example", expires_at: null },
}
const event = (
  kind: "authorization" | "fraud" | "hosted_page",
  klarna_session_id: string | null,
  klarna_order_id: string | null = null
) => ({ kind, klarna_session_id, klarna_order_id })

describe("an event and its purchase", () => {
  it("belong together when the ids are those that Klarna gave us", () => {
    expect(bearingOf(event("authorization", "ses-1"), purchase)).toBe("ours")
    expect(bearingOf(event("fraud", null, "ord-1"), purchase)).toBe("ours")
    expect(bearingOf(event("hosted_page", "hpp-1"), purchase)).toBe("ours")
  })

  it("I7: are apart when the event names an old session, an old page or another order", () => {
    expect(bearingOf(event("authorization", "ses-0"), purchase)).toBe("past")
    expect(bearingOf(event("fraud", null, "ord-0"), purchase)).toBe("past")
    expect(bearingOf(event("hosted_page", "hpp-0"), purchase)).toBe("past")
    expect(bearingOf(event("hosted_page", "hpp-0"), { ...purchase, hosted_page: null })).toBe(
      "past"
    )
  })

  it("F9: wait for each other while the purchase does not know its session or order yet", () => {
    const young = { ...purchase, klarna_session_id: null, klarna_order_id: null }
    expect(bearingOf(event("authorization", "ses-1"), young)).toBe("early")
    expect(bearingOf(event("fraud", null, "ord-1"), young)).toBe("early")
  })
})

it("a page that is only looked at promises nothing", () => {
  expect(promisesMore({ kind: "hosted_page", event_type: "IN_PROGRESS" })).toBe(false)
  expect(promisesMore({ kind: "hosted_page", event_type: "COMPLETED" })).toBe(true)
  expect(promisesMore({ kind: "authorization", event_type: null })).toBe(true)
})

it("F21: a decision against an order says stop", () => {
  expect(saysStop({ kind: "fraud", event_type: "FRAUD_RISK_REJECTED" })).toBe(true)
  expect(saysStop({ kind: "fraud", event_type: "FRAUD_RISK_STOPPED" })).toBe(true)
  expect(saysStop({ kind: "fraud", event_type: "FRAUD_RISK_ACCEPTED" })).toBe(false)
})
