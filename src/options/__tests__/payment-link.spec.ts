import { parseKlarnaOptions } from ".."
import { signCallback, verifyCallback } from "../callbacks"
import {
  paymentLinkQuery,
  paymentLinkReturnUrls,
  paymentLinkUrl,
  verifyPaymentLink,
  type PaymentLink,
} from "../payment-link"

const EU = { credentials: { eu: { api_key: "klarna_test_api_eu" } } }
const BACKEND = { backend_url: "https://backend.example/shop" }
const LINK: PaymentLink = { paymentCollectionId: "pay_col_01", expiresAt: 1_800_000_000 }

const options = (more: Record<string, unknown> = {}) =>
  parseKlarnaOptions({ ...EU, ...BACKEND, ...more }, {})

const signatureOf = (link: PaymentLink, more: Record<string, unknown> = {}) =>
  new URLSearchParams(paymentLinkQuery(options(more), link)).get("sig") ?? ""

const holds = (link: PaymentLink, signature: string, version = "1", more = {}) =>
  verifyPaymentLink(options(more), link, { version, signature })

describe("a payment link", () => {
  it("names what it is for and until when, and is signed", () => {
    expect(paymentLinkUrl(options(), LINK)).toMatch(
      /^https:\/\/backend\.example\/shop\/hooks\/klarna\/pay\/pay_col_01\?e=1800000000&v=1&sig=[\w-]{43}$/
    )
  })

  it("needs the backend's address, https or not", () => {
    expect(paymentLinkUrl(options({ backend_url: undefined }), LINK)).toBeUndefined()
    expect(paymentLinkUrl(options({ backend_url: "http://localhost:9000" }), LINK)).toContain(
      "http://localhost:9000/hooks/klarna/pay/pay_col_01?"
    )
  })

  it("brings the shopper back with each outcome, where the backend is https", () => {
    const urls = paymentLinkReturnUrls(options(), LINK)
    expect(Object.keys(urls).sort()).toEqual(["back", "cancel", "error", "failure", "success"])
    expect(urls.failure).toMatch(
      /\/pay\/pay_col_01\/done\?e=1800000000&v=1&sig=.{43}&klarna=failure$/
    )
    expect(paymentLinkReturnUrls(options({ backend_url: "http://localhost:9000" }), LINK)).toEqual(
      {}
    )
    expect(paymentLinkReturnUrls(options({ backend_url: undefined }), LINK)).toEqual({})
  })

  it("holds for what it was made for, and for nothing else", () => {
    const signature = signatureOf(LINK)
    expect(holds(LINK, signature)).toBe(true)
    expect(holds({ ...LINK, expiresAt: LINK.expiresAt + 1 }, signature)).toBe(false)
    expect(holds({ ...LINK, paymentCollectionId: "pay_col_02" }, signature)).toBe(false)
    expect(holds(LINK, signature, "2")).toBe(false)
    expect(holds(LINK, signature.slice(0, -2))).toBe(false)
    expect(holds(LINK, `${signature}AA`)).toBe(false)
    expect(holds(LINK, "")).toBe(false)
  })

  it("F25: is no signature for Klarna's calls, nor the other way round", () => {
    const address = {
      kind: "hosted-page" as const,
      subject: { type: "payment_collection" as const, id: LINK.paymentCollectionId },
    }
    expect(holds(LINK, signCallback(options(), address))).toBe(false)
    const claim = { version: "1", signature: signatureOf(LINK) }
    expect(verifyCallback(options(), address, claim)).toBe(false)
  })

  it("lives through a rotation of the secret: the first signs, all verify", () => {
    const first = "a-first-secret-of-ours"
    const second = "the-second-secret-of-ours"
    const old = signatureOf(LINK, { callback_secret: first })
    expect(holds(LINK, old, "1", { callback_secret: [second, first] })).toBe(true)
    expect(holds(LINK, old, "1", { callback_secret: second })).toBe(false)
  })

  it("can't be signed, and holds for nobody, without a key", () => {
    const none = { credentials: {} }
    expect(() => paymentLinkQuery(options(none), LINK)).toThrow("no secret")
    expect(holds(LINK, signatureOf(LINK), "1", none)).toBe(false)
  })
})
