import { inspect } from "node:util"
import { parseKlarnaOptions } from ".."
import {
  hostedPageStatusUrl,
  merchantUrlsFor,
  signCallback,
  verifyCallback,
  type CallbackAddress,
  type CallbackSubject,
} from "../callbacks"

const EU = { credentials: { eu: { api_key: "klarna_test_api_eu" } } }
const BACKEND = { backend_url: "https://backend.example" }
const CART: CallbackSubject = { type: "cart", id: "cart_01" }
const ADDRESS: CallbackAddress = { kind: "authorization", subject: CART }

const options = (more: Record<string, unknown> = {}, env: Record<string, string> = {}) =>
  parseKlarnaOptions({ ...EU, ...BACKEND, ...more }, env)

const claim = (signature: string, version = "1") => ({ version, signature })

describe("the addresses for Klarna's calls", () => {
  it("name what they are about and are signed", () => {
    const urls = merchantUrlsFor(options(), { subject: CART })
    expect(urls).toEqual({
      authorization: expect.stringMatching(
        /^https:\/\/backend\.example\/hooks\/klarna\/authorization\?type=cart&id=cart_01&v=1&sig=[\w-]{43}$/
      ),
      notification: expect.stringMatching(
        /^https:\/\/backend\.example\/hooks\/klarna\/fraud\?type=cart&id=cart_01&v=1&sig=[\w-]{43}$/
      ),
    })
    const page = hostedPageStatusUrl(options(), { type: "payment_collection", id: "pay_col_1" })
    expect(page).toContain(
      "/hooks/klarna/hosted-page?type=payment_collection&id=pay_col_1&v=1&sig="
    )
  })

  it("are the same for the same purchase, and others for another", () => {
    const first = merchantUrlsFor(options(), { subject: CART })
    expect(merchantUrlsFor(options(), { subject: CART })).toEqual(first)
    const other = merchantUrlsFor(options(), { subject: { ...CART, id: "cart_02" } })
    expect(other?.authorization).not.toEqual(first?.authorization)
  })

  it("stand beside the page that the shopper sees afterwards, where that is https", () => {
    const subject = CART
    const confirmation = "https://shop.example/thanks"
    expect(merchantUrlsFor(options(), { subject, confirmation })).toMatchObject({
      authorization: expect.any(String),
      confirmation,
    })
    expect(
      merchantUrlsFor(options(), { subject, confirmation: "http://localhost:8000/thanks" })
    ).not.toHaveProperty("confirmation")
  })

  it.each([
    ["there is no backend address", { backend_url: undefined }],
    ["it is not https", { backend_url: "http://localhost:9000" }],
    ["they would be too long", { backend_url: `https://backend.example/${"a".repeat(2000)}` }],
    ["there is nothing to sign with", { credentials: {} }],
  ])("are left out where %s", (_, more) => {
    expect(merchantUrlsFor(options(more), { subject: CART })).toBeUndefined()
    expect(hostedPageStatusUrl(options(more), CART)).toBeUndefined()
    const confirmation = "https://shop.example/thanks"
    expect(merchantUrlsFor(options(more), { subject: CART, confirmation })).toEqual({
      confirmation,
    })
  })
})

describe("F25: the signature", () => {
  const signature = signCallback(options(), ADDRESS)

  it("holds for the address that it was made for", () => {
    expect(verifyCallback(options(), ADDRESS, claim(signature))).toBe(true)
  })

  it.each<[string, CallbackAddress]>([
    ["another kind", { ...ADDRESS, kind: "fraud" }],
    ["another cart", { ...ADDRESS, subject: { ...CART, id: "cart_02" } }],
    ["another sort of thing", { ...ADDRESS, subject: { type: "payment_collection", id: CART.id } }],
  ])("does not hold for %s", (_, address) => {
    expect(verifyCallback(options(), address, claim(signature))).toBe(false)
  })

  it.each([
    ["empty", ""],
    ["too short", signature.slice(0, -2)],
    ["too long", `${signature}AA`],
    ["another", signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`],
    ["no base64", "!".repeat(43)],
  ])("does not hold when it is %s", (_, wrong) => {
    expect(verifyCallback(options(), ADDRESS, claim(wrong))).toBe(false)
  })

  it("does not hold for another version", () => {
    expect(verifyCallback(options(), ADDRESS, claim(signature, "2"))).toBe(false)
  })

  it("holds for nobody without keys", () => {
    const none = options({ credentials: {} })
    expect(verifyCallback(none, ADDRESS, claim(signature))).toBe(false)
    expect(() => signCallback(none, ADDRESS)).toThrow("no secret")
  })
})

describe("the secret", () => {
  const first = "a-first-secret-of-ours"
  const second = "the-second-secret-of-ours"
  const holds = (signer: string | string[], judge: Record<string, unknown>) =>
    verifyCallback(
      options(judge),
      ADDRESS,
      claim(signCallback(options({ callback_secret: signer }), ADDRESS))
    )

  it("can be rotated: the first signs, all are accepted, then the old one goes", () => {
    expect(holds(first, { callback_secret: [second, first] })).toBe(true)
    expect(holds([second, first], { callback_secret: [second] })).toBe(true)
    expect(holds(first, { callback_secret: [second] })).toBe(false)
  })

  it("comes from the environment too, several with commas; an option wins", () => {
    const env = { KLARNA_CALLBACK_SECRET: ` ${second}, ${first} ` }
    const signed = (secret: string) =>
      claim(signCallback(options({ callback_secret: secret }), ADDRESS))
    expect(verifyCallback(options({}, env), ADDRESS, signed(second))).toBe(true)
    expect(verifyCallback(options({}, env), ADDRESS, signed(first))).toBe(true)
    const own = options({ callback_secret: first }, env)
    expect(verifyCallback(own, ADDRESS, signed(second))).toBe(false)
  })

  it("is derived from the credentials where none is set, and stays when a region is added", () => {
    const before = claim(
      signCallback(options({ credentials: { na: { api_key: "klarna_test_api_na" } } }), ADDRESS)
    )
    const both = { ...EU.credentials, na: { api_key: "klarna_test_api_na" } }
    expect(verifyCallback(options({ credentials: both }), ADDRESS, before)).toBe(true)
    expect(verifyCallback(options(), ADDRESS, before)).toBe(false)
  })

  it("is no other for a secret that reads like a credential", () => {
    expect(holds("Basic klarna_test_api_eu", {})).toBe(false)
  })

  it.each([
    ["too short", "short-secret", "at least 16 characters"],
    ["one of a list too short", [first, "short"], "at least 16 characters"],
    ["an empty list", [], "at least one secret"],
    ["no text", 4711, "must be a text"],
    ["a list of no texts", [4711], "must be a text"],
  ])("stops the boot when it is %s, and is not repeated", (_, callback_secret, message) => {
    const text = String(callback_secret)
    expect(() => options({ callback_secret })).toThrow(message)
    expect(() => options({ callback_secret })).toThrow("callback_secret")
    let said = ""
    try {
      options({ callback_secret })
    } catch (error) {
      said = String(error)
    }
    if (text) expect(said).not.toContain(text)
  })

  it("stops the boot when the environment's is too short", () => {
    expect(() => options({}, { KLARNA_CALLBACK_SECRET: `${first},short` })).toThrow(
      /KLARNA_CALLBACK_SECRET.*at least 16 characters/
    )
  })

  it("F25: does not show when the options are printed", () => {
    const printed = options({ callback_secret: "canary-secret-4711" }).callbacks
    expect(`${JSON.stringify(printed)} ${inspect(printed, { depth: 9 })}`).not.toMatch(
      /canary|secret-4711/
    )
  })
})

describe("the grace", () => {
  it("is two minutes, or what the merchant says", () => {
    expect(options().callbacks.graceSeconds).toBe(120)
    expect(options({ callback_grace_seconds: 0 }).callbacks.graceSeconds).toBe(0)
    const env = { KLARNA_CALLBACK_GRACE_SECONDS: "30" }
    expect(options({}, env).callbacks.graceSeconds).toBe(30)
    expect(options({ callback_grace_seconds: 60 }, env).callbacks.graceSeconds).toBe(60)
  })

  it.each([-1, 3601, 1.5, "soon"])("can't be %s", (callback_grace_seconds) => {
    expect(() => options({ callback_grace_seconds })).toThrow("callback_grace_seconds")
    expect(() =>
      options({}, { KLARNA_CALLBACK_GRACE_SECONDS: String(callback_grace_seconds) })
    ).toThrow("KLARNA_CALLBACK_GRACE_SECONDS")
  })
})
