import {
  DistributionBodySchema,
  HostedPageBodySchema,
  HostedPageCallSchema,
  HostedPageReadSchema,
  HostedPageSchema,
  parseHostedPageStatus,
  HOSTED_PAGE_STATUSES,
  type HostedPageBody,
} from ".."
import { contractSchema, contractsExist, sayAbsent } from "./klarna-contracts"

const url = "https://shop.example/klarna?page={{session_id}}&token={{authorization_token}}"
const SESSION_URL = "https://api.playground.klarna.com/payments/v1/sessions/s-1"

const page: HostedPageBody = {
  payment_session_url: SESSION_URL,
  merchant_urls: {
    success: url,
    cancel: url,
    back: url,
    failure: url,
    error: url,
    status_update: "https://api.shop.example/hooks/klarna/page?page={{session_id}}",
  },
  options: {
    place_order_mode: "NONE",
    payment_method_categories: ["KLARNA", "PAY_LATER"],
    purchase_type: "BUY",
    page_title: "Order 1001",
    logo_url: "https://shop.example/logo.png",
    background_images: [{ url: "https://shop.example/wall.jpg", width: 1200 }],
    show_subtotal_detail: "HIDE",
  },
  profile_id: "87ab3565-0000-4000-8000-000000000001",
}

const sent = [
  ["SessionCreationRequestV1", HostedPageBodySchema, page],
  ["SessionCreationRequestV1", HostedPageBodySchema, { payment_session_url: SESSION_URL }],
  [
    "SessionCreationRequestV1",
    HostedPageBodySchema,
    { payment_session_url: SESSION_URL, options: { payment_method_category: "PAY_NOW" as const } },
  ],
  [
    "DistributionRequestV1",
    DistributionBodySchema,
    { method: "email" as const, contact_information: { email: "customer@email.se" } },
  ],
  [
    "DistributionRequestV1",
    DistributionBodySchema,
    {
      method: "sms" as const,
      contact_information: { phone: "+46701740615", phone_country: "SE" },
    },
  ],
  [
    "DistributionRequestV1",
    DistributionBodySchema,
    { method: "token" as const, contact_information: { access_id: "278352" } },
  ],
] as const

describe("what is sent for a hosted page", () => {
  it.each(sent)(
    "%s: our schema takes the example, and no field that nobody knows",
    (_, schema, body) => {
      expect(schema.parse(body)).toEqual(body)
      expect(schema.safeParse({ ...body, surprise: 1 }).success).toBe(false)
    }
  )

  it.each([
    ["http", "http://shop.example/back"],
    ["no host", "https:///back"],
    ["over 2000 characters", `https://shop.example/${"x".repeat(2000)}`],
  ])("leads to no address that is %s", (_, back) => {
    const body = { payment_session_url: SESSION_URL, merchant_urls: { back } }
    expect(HostedPageBodySchema.safeParse(body).success).toBe(false)
  })

  it("names one category or several, never both", () => {
    const options = { payment_method_category: "KLARNA", payment_method_categories: ["PAY_NOW"] }
    const body = { payment_session_url: SESSION_URL, options }
    expect(HostedPageBodySchema.safeParse(body).error?.issues).toMatchObject([
      { path: ["options", "payment_method_categories"] },
    ])
  })

  it.each([
    { method: "email", contact_information: { phone: "+46701740615", phone_country: "SE" } },
    { method: "email", contact_information: { email: "nobody" } },
    { method: "sms", contact_information: { phone: "+46701740615" } },
    { method: "sms", contact_information: { phone: "0701740615", phone_country: "Sweden" } },
    { method: "token", contact_information: {} },
    { method: "pigeon", contact_information: { email: "customer@email.se" } },
  ])("reaches nobody with $method and $contact_information", (body) => {
    expect(DistributionBodySchema.safeParse(body).success).toBe(false)
  })

  if (!contractsExist) {
    it("says that Klarna's contracts are absent", () => {
      sayAbsent()
      expect(contractsExist).toBe(false)
    })
    return
  }

  it.each(sent)(
    "%s: Klarna's contract takes the example, and no field that it does not know",
    (name, _, body) => {
      const validate = contractSchema("hpp.json", name)
      expect(validate(body)).toBe(true)
      expect(() => validate({ ...body, surprise: 1 })).toThrow("additional properties")
    }
  )

  it("Klarna's contract knows the statuses that we know, but for the one of callbacks", () => {
    const validate = contractSchema("hpp.json", "SessionResponseV1")
    for (const status of HOSTED_PAGE_STATUSES.filter((known) => known !== "TIMEOUT")) {
      expect(validate({ status })).toBe(true)
    }
    expect(() => validate({ status: "TIMEOUT" })).toThrow("allowed values")
  })
})

describe("what Klarna answers about a hosted page", () => {
  it("is read with everything that it holds, known or not", () => {
    const made = { session_id: "p", redirect_url: "https://pay.klarna.com/x", new_field: [1] }
    expect(HostedPageSchema.parse(made)).toEqual(made)
    const read = { session_id: "p", status: "BRAND_NEW", customer: { given_name: "Alice" } }
    expect(HostedPageReadSchema.parse(read)).toEqual(read)
    const call = { event_id: "e", session: { session_id: "p", status: "COMPLETED", order_id: "o" } }
    expect(HostedPageCallSchema.parse(call)).toEqual(call)
  })

  it("is no page without an address for the shopper, and no call without the page's id", () => {
    expect(HostedPageSchema.safeParse({ session_id: "p" }).success).toBe(false)
    expect(HostedPageCallSchema.safeParse({ session: { status: "COMPLETED" } }).success).toBe(false)
  })

  it("F10: is no success where its status is one that nobody knows", () => {
    expect(parseHostedPageStatus("COMPLETED")).toBe("COMPLETED")
    for (const status of ["SOMETHING_NEW", "completed", "", null, undefined]) {
      expect(parseHostedPageStatus(status)).toBe("unknown")
    }
  })
})
