import type { RefreshedPurchase } from "../checkout-api"
import { createKlarnaPayment, type PaymentState } from "../payment-flow"
import type { KlarnaPaymentsLibrary } from "../payments"
import { KlarnaStoreError } from "../store-api"

type Answer = Parameters<Parameters<KlarnaPaymentsLibrary["authorize"]>[2]>[0]

const APPROVED: Answer = { approved: true, show_form: true, authorization_token: "approved" }
const PLACED = { order: { id: "order_1" } }

/** A container per name; the flow compares identity only. */
const container = (id: string) => ({ id }) as HTMLElement

function purchase(
  changes: { token?: string; amount?: number; expires?: string; approved?: boolean } = {}
) {
  const { token = "token-1", amount = 10000, expires = "2999-01-01T00:00:00Z" } = changes
  return {
    session: {
      session_id: "session",
      client_token: token,
      payment_method_categories: [],
      expires_at: expires,
    },
    authorize_data: { order_amount: amount },
    order_amount: amount,
    currency_code: "sek",
    approved: changes.approved ?? false,
  } satisfies RefreshedPurchase
}

/** A shop and a Klarna that do as told, and what they saw. */
function scene() {
  const saw: string[] = []
  const answers: Answer[] = []
  const world = {
    saw,
    answers,
    purchase: purchase(),
    showForm: true,
    refresh: () => Promise.resolve(world.purchase),
    place: (_token?: string) => Promise.resolve(PLACED),
  }
  const library: KlarnaPaymentsLibrary = {
    init: ({ client_token }) => saw.push(`init ${client_token}`),
    load: (options, callback) => {
      saw.push(`load ${options.container.id}`)
      callback({ show_form: world.showForm })
    },
    authorize: (_options, data, callback) => {
      saw.push(`authorize ${JSON.stringify(data)}`)
      const answer = answers.shift()
      if (answer) callback(answer)
    },
    finalize: (_options, _data, callback) => {
      saw.push("finalize")
      callback(answers.shift() ?? {})
    },
  }
  const payment = createKlarnaPayment({
    refresh: () => {
      saw.push("refresh")
      return world.refresh()
    },
    place: (token) => {
      saw.push(`place ${token}`)
      return world.place(token)
    },
    klarna: () => Promise.resolve(library),
    retryDelaysMs: [0, 0],
  })
  const until = <Status extends PaymentState["status"]>(status: Status) =>
    new Promise<Extract<PaymentState, { status: Status }>>((resolve) => {
      const look = () => {
        const state = payment.getState()
        if (state.status === status) resolve(state as Extract<PaymentState, { status: Status }>)
      }
      payment.subscribe(look)
      look()
    })
  return { world, saw, answers, payment, until }
}

async function readyScene() {
  const it = scene()
  it.payment.cartIs("1")
  it.payment.mount(container("a"))
  await it.until("ready")
  it.saw.length = 0
  return it
}

describe("J13: the widget", () => {
  it("is loaded once for a session, after the session was refreshed", async () => {
    const { payment, until, saw } = scene()
    payment.cartIs("1")
    payment.mount(container("a"))
    await until("ready")
    expect(saw).toEqual(["refresh", "init token-1", "load a"])
  })

  it("F24: is loaded once although StrictMode mounts it twice", async () => {
    const { payment, until, saw } = scene()
    const place = container("a")
    payment.cartIs("1")
    payment.cartIs("1")
    payment.mount(place)()
    payment.mount(place)
    await until("ready")
    expect(saw).toEqual(["refresh", "init token-1", "load a"])
  })

  it("F24: is not loaded again when a refresh brought nothing new", async () => {
    const { payment, until, saw } = await readyScene()
    payment.cartIs("2")
    await until("loading")
    await until("ready")
    expect(saw).toEqual(["refresh"])
  })

  it("is loaded again, without another init, when the amount changed", async () => {
    const { payment, until, saw, world } = await readyScene()
    world.purchase = purchase({ amount: 20000 })
    payment.cartIs("2")
    await until("loading")
    await until("ready")
    expect(saw).toEqual(["refresh", "load a"])
  })

  it("starts anew with another client token", async () => {
    const { payment, until, saw, world } = await readyScene()
    world.purchase = purchase({ token: "token-2" })
    payment.cartIs("2")
    await until("loading")
    await until("ready")
    expect(saw).toEqual(["refresh", "init token-2", "load a"])
  })

  it("is loaded again in a new container, without a refresh", async () => {
    const { payment, until, saw } = scene()
    payment.cartIs("1")
    const leave = payment.mount(container("a"))
    await until("ready")
    leave()
    saw.length = 0
    payment.mount(container("b"))
    await until("loading")
    await until("ready")
    expect(saw).toEqual(["load b"])
  })

  it("hides with a reason when Klarna shows no form, and comes back with another cart", async () => {
    const { payment, until, world } = scene()
    world.showForm = false
    payment.cartIs("1")
    payment.mount(container("a"))
    expect(await until("hidden")).toMatchObject({ reason: "not_offered" })
    world.showForm = true
    payment.cartIs("2")
    await until("ready")
  })

  it("says why the shop could not prepare the payment, and tries again", async () => {
    const { payment, until, world } = scene()
    const { refresh } = world
    world.refresh = () => Promise.reject(new KlarnaStoreError(400, "The cart has no address."))
    payment.cartIs("1")
    payment.mount(container("a"))
    expect(await until("failed")).toMatchObject({
      reason: "shop",
      message: "The cart has no address.",
    })
    world.refresh = refresh
    payment.retry()
    await until("ready")
  })
})

describe("J14: paying", () => {
  it("calls Klarna within the click, then places the order", async () => {
    const { payment, until, saw, answers } = await readyScene()
    answers.push(APPROVED)
    const paying = payment.pay()
    expect(saw).toEqual(['authorize {"order_amount":10000}'])
    expect(payment.getState().status).toBe("authorizing")
    await paying
    expect(await until("placed")).toMatchObject({ placed: PLACED })
    expect(saw).toEqual(['authorize {"order_amount":10000}', "place approved"])
  })

  it("does nothing while it is not ready, so a double click asks once", async () => {
    const { payment, saw } = await readyScene()
    void payment.pay()
    void payment.pay()
    expect(saw).toEqual(['authorize {"order_amount":10000}'])
  })

  it.each<[string, Answer]>([
    ["closed", { approved: false, show_form: true }],
    ["correctable", { approved: false, show_form: true, error: { invalid_fields: ["x"] } }],
  ])("%s: the shopper can try again", async (notice, answer) => {
    const { payment, until, answers } = await readyScene()
    answers.push(answer, APPROVED)
    await payment.pay()
    expect(await until("ready")).toMatchObject({ notice })
    await payment.pay()
    await until("placed")
  })

  it("denied: Klarna hides for this session, whatever happens to the cart", async () => {
    const { payment, until, answers, saw } = await readyScene()
    answers.push({ approved: false, show_form: false })
    await payment.pay()
    expect(await until("hidden")).toMatchObject({ reason: "denied" })
    payment.cartIs("2")
    await until("loading")
    await until("hidden")
    expect(saw.filter((call) => call.startsWith("load"))).toEqual([])
  })

  it("approved without a token: the second click finalizes", async () => {
    const { payment, until, answers, saw } = await readyScene()
    answers.push({ approved: true, show_form: true, finalize_required: true }, APPROVED)
    await payment.pay()
    expect(await until("ready")).toMatchObject({ notice: "finalize" })
    await payment.pay()
    await until("placed")
    expect(saw).toContain("finalize")
    expect(saw.filter((call) => call.startsWith("authorize"))).toHaveLength(1)
  })

  it("a cart that changes while Klarna's window is open is refreshed after it, not before", async () => {
    const { payment, until, answers, saw, world } = await readyScene()
    let close = () => {}
    world.place = () =>
      new Promise((_resolve, reject) => {
        close = () => reject(new KlarnaStoreError(400, "The cart changed."))
      })
    answers.push(APPROVED)
    const paying = payment.pay()
    payment.cartIs("2")
    await until("placing")
    expect(saw).not.toContain("refresh")
    close()
    await paying
    expect(await until("ready")).toMatchObject({ notice: "refused" })
    expect(saw).toContain("refresh")
  })

  it("F8: a place whose outcome is unknown is asked again with the same token, not the shopper", async () => {
    const { payment, until, answers, saw, world } = await readyScene()
    const { place } = world
    world.place = () => Promise.reject(new KlarnaStoreError(0, "offline"))
    answers.push(APPROVED)
    await payment.pay()
    expect(await until("ready")).toMatchObject({ notice: "unconfirmed" })
    expect(saw.filter((call) => call === "place approved")).toHaveLength(3)
    world.place = place
    await payment.pay()
    await until("placed")
    expect(saw.filter((call) => call.startsWith("authorize"))).toHaveLength(1)
  })

  it("F11: what the shop refuses is refreshed, and the next click asks anew", async () => {
    const { payment, until, answers, saw, world } = await readyScene()
    const { place } = world
    world.place = () => Promise.reject(new KlarnaStoreError(400, "The approval ran out."))
    answers.push(APPROVED, { ...APPROVED, authorization_token: "second" })
    await payment.pay()
    expect(await until("ready")).toMatchObject({ notice: "refused" })
    world.place = place
    await payment.pay()
    await until("placed")
    expect(saw.filter((call) => call.startsWith("place"))).toEqual([
      "place approved",
      "place second",
    ])
  })

  it("F12: what was approved in an earlier try is placed by the next click, and nobody asks again", async () => {
    const { payment, until, saw, world } = scene()
    world.purchase = purchase({ approved: true })
    payment.cartIs("1")
    payment.mount(container("a"))
    expect(await until("ready")).toMatchObject({ notice: "approved" })
    await payment.pay()
    await until("placed")
    expect(saw).toEqual(["refresh", "place undefined"])
  })

  it("an approval that the shop kept while it could not place it is not asked for again", async () => {
    const { payment, until, saw, answers, world } = await readyScene()
    const refused = () => Promise.reject(new KlarnaStoreError(422, "Busy.", "unavailable"))
    world.place = refused
    world.purchase = purchase({ approved: true })
    answers.push(APPROVED)
    await payment.pay()
    expect(await until("ready")).toMatchObject({ notice: "approved" })
    world.place = () => Promise.resolve(PLACED)
    await payment.pay()
    await until("placed")
    expect(saw.filter((entry) => entry.startsWith("authorize"))).toHaveLength(1)
  })

  it("hides Klarna when the shop hears of the refusal only while placing", async () => {
    const { payment, until, answers, world } = await readyScene()
    world.place = () => Promise.reject(new KlarnaStoreError(422, "No.", "declined"))
    answers.push(APPROVED)
    await payment.pay()
    expect(await until("hidden")).toMatchObject({ reason: "denied" })
  })

  it.each<[boolean, KlarnaStoreError]>([
    [true, new KlarnaStoreError(422, "Lost.", "unknown")],
    [true, new KlarnaStoreError(409, "Cart is already being completed by another request")],
    [true, new KlarnaStoreError(503, "Busy.")],
    [false, new KlarnaStoreError(409, "Changed.", "changed")],
    [false, new KlarnaStoreError(409, "Sold out.", "sold_out")],
    [false, new KlarnaStoreError(422, "Declined.", "declined")],
    [false, new KlarnaStoreError(400, "Wrong.")],
  ])("F12: outcome unknown is %s for %p", (isUnknown, error) => {
    expect(error.isOutcomeUnknown).toBe(isUnknown)
  })

  it("F13: a session that ran out is renewed instead of being shown to Klarna", async () => {
    const { payment, until, saw, world } = scene()
    world.purchase = purchase({ expires: "2020-01-01T00:00:00Z" })
    payment.cartIs("1")
    payment.mount(container("a"))
    await until("ready")
    world.purchase = purchase({ token: "token-2" })
    await payment.pay()
    await until("ready")
    expect(saw).toEqual(["refresh", "init token-1", "load a", "refresh", "init token-2", "load a"])
  })
})
