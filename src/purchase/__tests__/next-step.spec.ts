import fc from "fast-check"
import { nextStep, type NextStep, type ShopState } from "../next-step"
import { PURCHASE_STATES, type Purchase } from "../ports"

const NOW = new Date("2026-01-02T12:00:00Z")
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

type Facts = Pick<
  Purchase,
  | "state"
  | "subject_type"
  | "authorization_token"
  | "fraud_status"
  | "placed_at"
  | "completion_failed_at"
>

function purchase(facts: Partial<Facts>): Purchase {
  return {
    id: "klpur_1",
    subject_type: "cart",
    subject_id: "cart_1",
    state: "open",
    market: "SE",
    environment: "playground",
    currency_code: "SEK",
    amount: 10000,
    klarna_session_id: "session",
    client_token: null,
    payment_method_categories: null,
    session_expires_at: null,
    payload_hash: null,
    authorize_data: null,
    authorization_token: null,
    order_body: null,
    klarna_order_id: null,
    fraud_status: null,
    payment_method: null,
    redirect_url: null,
    payment_session_id: null,
    order_id: null,
    customer_type: "person",
    hosted_page: null,
    opened_at: null,
    placed_at: null,
    completion_failed_at: null,
    rejected_at: null,
    adopted_collection_id: null,
    authorization_expires_at: null,
    findings: null,
    compared_at: null,
    next_comparison_at: null,
    alert: null,
    next_check_at: NOW,
    ...facts,
  }
}

const order = (more: Partial<NonNullable<ShopState["order"]>> = {}) => ({
  id: "order_1",
  canceled: false,
  created_at: ago(1),
  ...more,
})

const shop = (more: Partial<ShopState> = {}): ShopState => ({
  order: null,
  payment: "none",
  payable: true,
  ...more,
})

const APPROVED: Partial<Facts> = { authorization_token: "token" }
const PLACED: Partial<Facts> = { state: "placed", placed_at: ago(5), fraud_status: "ACCEPTED" }
const FAILED: Partial<Facts> = { ...PLACED, completion_failed_at: ago(10) }

it.each<[string, Partial<Facts>, Partial<ShopState>, NextStep]>([
  ["nobody approved", {}, {}, "wait"],
  ["a session that ran out", { state: "closed" }, {}, "settled"],
  ["a call in the air", { state: "placing" }, {}, "wait"],
  ["approved, the browser died", APPROVED, {}, "finish"],
  ["approved, paid in another way", APPROVED, { order: order(), payment: "other" }, "release"],
  ["approved, the cart is gone", APPROVED, { payable: false }, "release"],
  ["approved, the order was cancelled", APPROVED, { order: order({ canceled: true }) }, "release"],
  ["approved, the completion died half way", APPROVED, { order: order() }, "finish"],
  ["a completion that died, just now", {}, { order: order() }, "wait"],
  [
    "a completion that died, and nobody came",
    {},
    { order: order({ created_at: ago(66) }) },
    "cancel_order",
  ],
  [
    "an unpaid draft order waits for its link",
    { subject_type: "payment_collection" },
    { order: order({ created_at: ago(6000) }) },
    "wait",
  ],
  ["placed and paid", PLACED, { order: order(), payment: "klarna" }, "settled"],
  ["placed, the completion died", PLACED, { order: order() }, "finish"],
  ["placed, before there was an order", PLACED, {}, "finish"],
  ["placed long ago, and no order", { ...PLACED, placed_at: ago(61) }, {}, "give_back"],
  ["placed, paid in another way", PLACED, { order: order(), payment: "other" }, "give_back"],
  [
    "placed, the order cancelled",
    PLACED,
    { order: order({ canceled: true }), payment: "klarna" },
    "give_back",
  ],
  ["a failed completion waits", FAILED, {}, "wait"],
  [
    "a failed completion, and nobody came",
    { ...FAILED, completion_failed_at: ago(31) },
    {},
    "give_back",
  ],
  [
    "under review",
    { ...PLACED, fraud_status: "PENDING" },
    { order: order(), payment: "pending" },
    "wait",
  ],
  ["reviewed: yes", PLACED, { order: order(), payment: "pending" }, "finish"],
  [
    "reviewed: no",
    { ...PLACED, fraud_status: "REJECTED" },
    { order: order(), payment: "pending" },
    "alert",
  ],
  [
    "reviewed: something new",
    { ...PLACED, fraud_status: "WHO_KNOWS" },
    { order: order(), payment: "pending" },
    "alert",
  ],
  [
    "ended at Klarna after a review",
    { state: "canceled" },
    { order: order(), payment: "pending" },
    "cancel_order",
  ],
  [
    "ended at Klarna, the order stands",
    { state: "canceled" },
    { order: order(), payment: "klarna" },
    "alert",
  ],
  ["cancelled on both sides", { state: "canceled" }, {}, "settled"],
  ["nobody can tell", { state: "unknown" }, {}, "alert"],
])("%s", (_what, facts, state, step) => {
  expect(nextStep(purchase(facts), shop(state), NOW)).toBe(step)
})

const anyDate = fc.option(
  fc.integer({ min: 0, max: 300 }).map((minutes) => ago(minutes)),
  { nil: null }
)
const anyPurchase = fc
  .record({
    state: fc.constantFrom(...PURCHASE_STATES),
    subject_type: fc.constantFrom("cart" as const, "payment_collection" as const),
    authorization_token: fc.constantFrom(null, "token"),
    fraud_status: fc.constantFrom(null, "ACCEPTED", "PENDING", "REJECTED", "NEW"),
    placed_at: anyDate,
    completion_failed_at: anyDate,
  })
  .map((facts) => purchase(facts))
const anyShop = fc.record({
  order: fc.option(
    fc.record({
      id: fc.constant("order_1"),
      canceled: fc.boolean(),
      created_at: fc.integer({ min: 0, max: 300 }).map((minutes) => ago(minutes)),
    }),
    { nil: null }
  ),
  payment: fc.constantFrom("klarna", "pending", "other", "none") satisfies fc.Arbitrary<
    ShopState["payment"]
  >,
  payable: fc.boolean(),
})

it("I1, I2: whatever the facts, money that an order stands on stays, and nothing is paid twice or for nothing", () => {
  fc.assert(
    fc.property(anyPurchase, anyShop, (some, state) => {
      const step = nextStep(some, state, NOW)
      const { order: made, payment } = state
      if (made?.canceled || payment === "other") expect(step).not.toBe("finish")
      const standsOnIt = made && !made.canceled && payment === "klarna"
      if (standsOnIt) expect(["give_back", "cancel_order"]).not.toContain(step)
      if (step === "finish") expect(some.authorization_token ?? some.state).not.toBe("open")
      if (step === "give_back") expect(some.state).toBe("placed")
      if (step === "release") expect(some.authorization_token).not.toBeNull()
      if (some.state === "unknown") expect(step).toBe("alert")
    }),
    { numRuns: 2000 }
  )
})
