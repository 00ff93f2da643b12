import type { CallbackKind } from "../../../options/callbacks"
import { readKlarnaEvent } from "../read-event"

const LATER = new Date("2026-01-01T12:02:00Z")
const TOKEN = "canary-token-4711"

const read = (kind: CallbackKind, body: unknown, id = "cart_1") =>
  readKlarnaEvent({ kind, subject: { type: "cart", id } }, body, LATER)

const approval = (more: Record<string, unknown> = {}) => ({
  authorization_token: TOKEN,
  session_id: "ses-1",
  merchant_reference2: "cart_1",
  ...more,
})
const notice = (more: Record<string, unknown> = {}) => ({
  order_id: "ord-1",
  event_type: "FRAUD_RISK_ACCEPTED",
  timestamp: "2026-01-01T12:00:00Z",
  ...more,
})
const page = (more: Record<string, unknown> = {}) => ({
  event_id: "ev-1",
  session: { session_id: "hpp-1", status: "COMPLETED", authorization_token: TOKEN, ...more },
})

describe("what is kept of a call", () => {
  it("is the session of an approval, to be looked into later", () => {
    expect(read("authorization", approval())).toEqual({
      kind: "authorization",
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      state: "waiting",
      subject_type: "cart",
      subject_id: "cart_1",
      klarna_session_id: "ses-1",
      klarna_order_id: null,
      event_type: null,
      next_attempt_at: LATER,
      error: null,
    })
  })

  it("is the order and the decision of a notice, the page and the status of a hosted page", () => {
    expect(read("fraud", notice())).toMatchObject({
      kind: "fraud",
      klarna_order_id: "ord-1",
      event_type: "FRAUD_RISK_ACCEPTED",
      state: "waiting",
    })
    expect(read("hosted-page", page())).toMatchObject({
      kind: "hosted_page",
      klarna_session_id: "hpp-1",
      event_type: "COMPLETED",
      state: "waiting",
    })
  })

  it("F25: is no token and no person, whatever else the body holds", () => {
    const extra = { billing_address: { email: "canary@email.se" }, merchant_data: TOKEN }
    for (const event of [
      read("authorization", approval(extra)),
      read("fraud", notice(extra)),
      read("hosted-page", { ...page(), ...extra }),
    ]) {
      expect(event).toBeDefined()
      expect(JSON.stringify(event)).not.toContain("canary")
    }
  })

  it("I10: is a name that nobody knows, which is ignored", () => {
    expect(read("fraud", notice({ event_type: "FRAUD_RISK_MAYBE" }))).toMatchObject({
      state: "ignored",
      event_type: "FRAUD_RISK_MAYBE",
      next_attempt_at: null,
      error: expect.any(String),
    })
    expect(read("hosted-page", page({ status: "SHINY" }))).toMatchObject({ state: "ignored" })
  })
})

describe("F7: a second delivery", () => {
  const print = (kind: CallbackKind, body: unknown, id?: string) =>
    read(kind, body, id)?.fingerprint

  it("is the same event", () => {
    expect(print("authorization", approval())).toBe(print("authorization", approval()))
    expect(print("fraud", notice())).toBe(print("fraud", notice()))
    expect(print("hosted-page", page())).toBe(print("hosted-page", page()))
  })

  it("is another event when what matters is another", () => {
    const prints = [
      print("authorization", approval()),
      print("authorization", approval({ authorization_token: "another" })),
      print("authorization", approval({ session_id: "ses-2" })),
      print("authorization", approval(), "cart_2"),
      print("fraud", notice()),
      print("fraud", notice({ order_id: "ord-2" })),
      print("fraud", notice({ event_type: "FRAUD_RISK_REJECTED" })),
      print("fraud", notice({ timestamp: "2026-01-01T13:00:00Z" })),
      print("hosted-page", page()),
      print("hosted-page", page({ status: "FAILED" })),
      print("hosted-page", { ...page(), event_id: "ev-2" }),
    ]
    expect(new Set(prints).size).toBe(prints.length)
  })
})

describe("what is not Klarna's", () => {
  it.each<[string, CallbackKind, unknown]>([
    ["nothing", "authorization", undefined],
    ["a text", "authorization", "hello"],
    ["a list", "authorization", [approval()]],
    ["no session", "authorization", { authorization_token: TOKEN }],
    ["a person for a session", "authorization", approval({ session_id: "someone@email.se" })],
    ["a very long session", "authorization", approval({ session_id: "a".repeat(200) })],
    ["no order", "fraud", notice({ order_id: undefined })],
    ["a number for an order", "fraud", notice({ order_id: 5 })],
    ["no event", "fraud", notice({ event_type: undefined })],
    ["a sentence for an event", "fraud", notice({ event_type: "it is fine" })],
    ["an approval at the door of decisions", "fraud", approval()],
    ["no page", "hosted-page", { event_id: "ev-1" }],
    ["no status", "hosted-page", page({ status: undefined })],
  ])("is %s", (_, kind, body) => {
    expect(read(kind, body)).toBeUndefined()
  })
})
