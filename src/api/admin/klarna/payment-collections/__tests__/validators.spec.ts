import { AdminCreateKlarnaPaymentLink } from "../validators"

const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
const accepts = (body: unknown) => AdminCreateKlarnaPaymentLink.safeParse(body).success

describe("the body of a payment link", () => {
  it("may be empty: the link lives fourteen days", () => {
    const { expires_at } = AdminCreateKlarnaPaymentLink.parse({})
    expect((expires_at.getTime() - Date.now()) / DAY_MS).toBeCloseTo(14, 3)
  })

  it("may name a deadline within ninety days, in any time zone", () => {
    expect(accepts({ expires_at: inDays(89.9) })).toBe(true)
    const offset = inDays(1).replace("Z", "+02:00")
    expect(AdminCreateKlarnaPaymentLink.parse({ expires_at: offset }).expires_at).toEqual(
      new Date(offset)
    )
  })

  it.each([
    ["in the past", inDays(-0.001)],
    ["more than ninety days ahead", inDays(90.1)],
    ["a day without time", "2999-01-01"],
    ["no time", "soon"],
    ["a number", 1_800_000_000],
    ["nothing", null],
  ])("names no deadline that is %s", (_, expires_at) => {
    expect(accepts({ expires_at })).toBe(false)
  })

  it("may ask Klarna to send a link, to the order's contact or another", () => {
    for (const distribution of [
      { method: "email" },
      { method: "email", email: "someone@email.se" },
      { method: "sms" },
      { method: "sms", phone: "070-174 06 15", phone_country: "SE" },
    ]) {
      expect([distribution, accepts({ distribution })]).toEqual([distribution, true])
    }
  })

  it.each([
    [{}],
    [{ method: "token" }],
    [{ method: "email", email: "nobody" }],
    [{ method: "email", email: "" }],
    [{ method: "email", phone: "+46701740615" }],
    [{ method: "sms", phone: "call me" }],
    [{ method: "sms", phone: "+46701740615", phone_country: "SWE" }],
    [{ method: "sms", phone: 46701740615 }],
  ])("asks for nothing else: %j", (distribution) => {
    expect(accepts({ distribution })).toBe(false)
  })

  it.each([
    ["someone@email.se"],
    [["someone@email.se"]],
    [{ method: "email", email: ["someone@email.se"] }],
    [{ method: "email", email: "someone@email" }],
    [{ method: "sms", phone: 46701740615 }],
    [{ method: "sms", phone: "070-174 06 15 or 16" }],
  ])(
    "I8: is refused without being quoted, and Medusa quotes what has a wrong type: %j",
    (distribution) => {
      const { error } = AdminCreateKlarnaPaymentLink.safeParse({ distribution })
      expect(error?.issues.map(({ code }) => code)).not.toContain("invalid_type")
      expect(error?.message).toMatch(/distribution\.(method|email|phone) must be/)
      expect(error?.message).not.toMatch(/someone|70-?174/)
    }
  )

  it("has no other fields", () => {
    expect(accepts({ amount: 1 })).toBe(false)
  })
})
