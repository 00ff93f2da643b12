import {
  authorizePayment,
  finalizePayment,
  initPayments,
  loadWidget,
  paymentOption,
  type KlarnaPaymentsLibrary,
} from "../payments"

type Answer = Parameters<Parameters<KlarnaPaymentsLibrary["authorize"]>[2]>[0]

const named = (name: string) => Object.assign(new Error("no"), { name })
const container = {} as HTMLElement
const category = (identifier: string, name: string) => ({
  identifier,
  name,
  asset_urls: { standard: `https://klarna.test/${identifier}.svg`, descriptive: "" },
})

/** A library that answers every question with the same. */
function answering(answer: Answer, failure?: Error): KlarnaPaymentsLibrary {
  const reply = (callback: (answer: Answer) => void) => {
    callback(answer)
    if (failure) throw failure
  }
  return {
    init: () => undefined,
    load: (_options, callback) => reply(callback),
    authorize: (_options, _data, callback) => reply(callback),
    finalize: (_options, _data, callback) => reply(callback),
  }
}

describe("what Klarna's authorize answers", () => {
  const cases: [string, Answer, object][] = [
    [
      "approved with a token",
      { approved: true, show_form: true, authorization_token: "t" },
      { status: "approved", authorizationToken: "t" },
    ],
    [
      "approved, to be finalized",
      { approved: true, show_form: true, finalize_required: true },
      { status: "finalize_required" },
    ],
    [
      "approved without a token is never approved",
      { approved: true, show_form: true },
      { status: "finalize_required" },
    ],
    ["the window was closed", { approved: false, show_form: true }, { status: "closed" }],
    ["declined", { approved: false, show_form: false }, { status: "denied" }],
    [
      "to be corrected",
      { approved: false, show_form: true, error: { invalid_fields: ["billing_address.phone"] } },
      { status: "correctable", invalidFields: ["billing_address.phone"] },
    ],
    ["an empty answer is a refusal", {}, { status: "denied" }],
  ]

  it.each(cases)("%s", async (_name, answer, result) => {
    await expect(authorizePayment(answering(answer), {})).resolves.toEqual(result)
    await expect(finalizePayment(answering(answer), {})).resolves.toEqual(result)
  })

  it("an exception is an error of the page, although Klarna calls back with a refusal first", async () => {
    const klarna = answering(
      { approved: false, show_form: false },
      named("ApplicationNotLoadedError")
    )
    await expect(authorizePayment(klarna, {})).resolves.toMatchObject({
      status: "error",
      error: { name: "KlarnaLibraryError", code: "ApplicationNotLoadedError" },
    })
  })

  it("J14: Klarna is called before anything is awaited, with the data untouched and no category", () => {
    const authorize = jest.fn()
    const data = { order_amount: 100 }
    void authorizePayment({ ...answering({}), authorize }, data)
    expect(authorize).toHaveBeenCalledWith({}, data, expect.any(Function))
    expect(authorize.mock.calls[0][1]).toBe(data)
  })
})

describe("showing the widget", () => {
  it("J11: names one container and no category", async () => {
    const load = jest.fn((_options, callback) => callback({ show_form: true }))
    await expect(loadWidget({ ...answering({}), load }, container)).resolves.toEqual({
      status: "shown",
      invalidFields: [],
    })
    expect(load).toHaveBeenCalledWith({ container }, expect.any(Function))
  })

  it("hides when Klarna shows no form", async () => {
    const klarna = answering({ show_form: false })
    await expect(loadWidget(klarna, container)).resolves.toEqual({ status: "hidden" })
  })

  it("an exception wins over the callback", async () => {
    const klarna = answering({ show_form: false }, named("InvalidContainerSelectorError"))
    await expect(loadWidget(klarna, container)).resolves.toMatchObject({
      status: "error",
      error: { code: "InvalidContainerSelectorError" },
    })
  })

  it("a token that Klarna does not know is a typed error", () => {
    const klarna = {
      ...answering({}),
      init: () => {
        throw named("InvalidClientTokenError")
      },
    }
    expect(() => initPayments(klarna, "x")).toThrow("InvalidClientTokenError")
  })
})

describe("J11: the one option", () => {
  it("takes name and logo of the only category", () => {
    expect(paymentOption([category("klarna", "Pay with Klarna")])).toEqual({
      name: "Pay with Klarna",
      logo: "https://klarna.test/klarna.svg",
    })
  })

  it("is one option too when the account has three categories", () => {
    const three = [
      category("pay_later", "Later"),
      category("pay_now", "Now"),
      category("x", "Time"),
    ]
    expect(paymentOption(three)).toEqual({
      name: "Klarna",
      logo: "https://klarna.test/pay_later.svg",
    })
  })

  it("is none without a category", () => {
    expect(paymentOption([])).toBeNull()
    expect(paymentOption(undefined)).toBeNull()
  })
})
