import { forgetOldKlarnaEvents } from "../../src/workflows/inbox/forget-events"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AxiosRequestConfig, AxiosResponse } from "axios"
import { ModulePurchaseStore } from "../../src/modules/klarna/purchase-store"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import {
  hostedPageStatusUrl,
  merchantUrlsFor,
  type CallbackKind,
  type CallbackSubject,
} from "../../src/options/callbacks"
import { processKlarnaEvents } from "../../src/workflows/inbox/process-events"
import { eventually } from "./eventually"
import { shopSuite } from "./suite"
import type { Body } from "./shop"

const SWEATER = [{ sku: "SWEATER-M", quantity: 1 }]
const GRACE = 120
const MINUTE = 60
const HOUR = 60 * MINUTE

shopSuite("Callbacks", (world) => {
  const klarna = () => world().container.resolve<KlarnaModuleService>("klarna")
  const events = () => klarna().listKlarnaEvents({}, { order: { created_at: "ASC", id: "ASC" } })
  const onlyEvent = async () => {
    const [event, ...others] = await events()
    expect(others).toEqual([])
    if (!event) throw new Error("Nothing is in the inbox.")
    return event
  }
  const cartOf = (id: string): CallbackSubject => ({ type: "cart", id })

  /** Path and query of the address that Klarna would be given. */
  function addressOf(kind: CallbackKind, subject: CallbackSubject): string {
    const { options } = klarna()
    const urls = merchantUrlsFor(options, { subject })
    const url = {
      authorization: urls?.authorization,
      fraud: urls?.notification,
      "hosted-page": hostedPageStatusUrl(options, subject),
    }[kind]
    return (url ?? "").replace("https://shop.example", "")
  }

  /** A call as Klarna makes it, or as nobody should. */
  function send(
    path: string,
    body: unknown,
    more: AxiosRequestConfig = {}
  ): Promise<AxiosResponse<Body>> {
    return world().api.request({
      method: "post",
      url: path,
      data: body,
      validateStatus: () => true,
      ...more,
    })
  }

  const call = (kind: CallbackKind, subject: CallbackSubject, body: unknown) =>
    send(addressOf(kind, subject), body)

  /** The inbox's job, some seconds from now. */
  const jobAfter = (seconds: number) =>
    processKlarnaEvents(world().container, { now: new Date(Date.now() + seconds * 1000) })

  /** A shopper has approved; the browser has not come back yet. */
  async function approved(country = "se", email?: string) {
    const { shop, sandbox } = world()
    const cart = await shop.cart({ country, items: SWEATER, ...(email ? { email } : {}) })
    const { session, authorize_data } = await shop.refresh(cart.id)
    const { authorization_token } = await sandbox.authorize(session.session_id, {
      data: authorize_data,
    })
    if (!authorization_token) throw new Error("The sandbox gave no approval.")
    const body = {
      authorization_token,
      session_id: session.session_id,
      merchant_reference2: cart.id,
    }
    return {
      cart,
      token: authorization_token,
      body,
      callback: () => call("authorization", cartOf(cart.id), body),
    }
  }

  async function orderOf(cartId: string): Promise<string | undefined> {
    const query = world().container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "order_cart",
      filters: { cart_id: cartId },
      fields: ["order_id"],
    })
    expect(data.length).toBeLessThan(2)
    return data[0]?.order_id
  }

  /** Everything that is logged while something happens. */
  async function logged(run: () => Promise<void>): Promise<string> {
    const logger = world().container.resolve(ContainerRegistrationKeys.LOGGER)
    const lines: unknown[][] = []
    const spies = (["debug", "info", "warn", "error"] as const).map((level) =>
      jest.spyOn(logger, level).mockImplementation((...line: unknown[]) => void lines.push(line))
    )
    try {
      await run()
    } finally {
      spies.forEach((spy) => spy.mockRestore())
    }
    return lines.map((line) => line.map(String).join(" ")).join("\n")
  }

  describe("the shopper has approved", () => {
    it("F8: and the browser died: the order is placed from the inbox, after the browser's turn", async () => {
      const { shop, sandbox } = world()
      const { cart, callback } = await approved()
      expect(await callback()).toMatchObject({ status: 200, data: {} })
      expect(await onlyEvent()).toMatchObject({ state: "waiting", attempts: 0 })

      expect(await jobAfter(GRACE - 10)).toBe(0)
      expect(await sandbox.orders()).toEqual([])

      expect(await jobAfter(GRACE + 1)).toBe(1)
      expect(await onlyEvent()).toMatchObject({ state: "done", attempts: 1, next_attempt_at: null })
      const [klarnaOrder, ...others] = await sandbox.orders()
      expect(others).toEqual([])
      const orderId = await orderOf(cart.id)
      expect(klarnaOrder).toMatchObject({
        status: "AUTHORIZED",
        order_amount: Math.round(cart.total * 100),
        merchant_reference2: cart.id,
      })
      expect((await shop.payment(orderId ?? "")).data).toMatchObject({
        klarna_order_id: klarnaOrder?.order_id,
      })
    })

    it("F8: and Klarna itself brings the callback to the address that the session was given", async () => {
      const { sandbox, api } = world()
      await sandbox.settings({
        callback_origins: { "https://shop.example": api.defaults.baseURL ?? "" },
      })
      const { cart } = await approved()
      await sandbox.advanceClock(0)
      expect(await sandbox.callbacks()).toMatchObject([
        { kind: "authorization", state: "taken", attempts: [{ status: 200 }] },
      ])
      expect(await jobAfter(GRACE + 1)).toBe(1)
      expect(await orderOf(cart.id)).toEqual(expect.any(String))
      expect(await sandbox.orders()).toHaveLength(1)
    })

    it("F7: and the browser won: the callback finds everything done and calls nobody", async () => {
      const { shop, sandbox } = world()
      const { cart, token, callback } = await approved()
      const { order } = await shop.ok(shop.place(cart.id, token))
      await callback()
      const before = (await sandbox.requests()).length

      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({ state: "done" })
      expect((await sandbox.requests()).length).toBe(before)
      expect(await orderOf(cart.id)).toBe(order.id)
      expect(await sandbox.orders()).toHaveLength(1)
    })

    it("F9: and the callback won: the browser gets the order that is there", async () => {
      const { shop, sandbox } = world()
      const { cart, token, callback } = await approved()
      await callback()
      await jobAfter(GRACE + 1)
      const { order } = await shop.ok(shop.place(cart.id, token))
      expect(order.id).toBe(await orderOf(cart.id))
      expect(await sandbox.orders()).toHaveLength(1)
    })

    it("F7: and the browser and two runs of the job come at once: one order", async () => {
      const { shop, sandbox } = world()
      const { cart, token, callback } = await approved()
      await callback()
      const [placed] = await Promise.all([
        shop.place(cart.id, token),
        jobAfter(GRACE + 1),
        jobAfter(GRACE + 1),
      ])
      expect(placed.status).toBe(200)
      // What the race left undecided, the next runs decide.
      await jobAfter(HOUR)
      expect(await orderOf(cart.id)).toBe(placed.data.order.id)
      expect(await sandbox.orders()).toHaveLength(1)
      expect(await onlyEvent()).toMatchObject({ state: "done" })
    })

    it("is looked into at once where the merchant wants no grace", async () => {
      const { callbacks } = klarna().options
      callbacks.graceSeconds = 0
      try {
        const { cart, callback } = await approved()
        expect((await callback()).status).toBe(200)
        await eventually(async () => expect(await onlyEvent()).toMatchObject({ state: "done" }))
        expect(await orderOf(cart.id)).toEqual(expect.any(String))
      } finally {
        callbacks.graceSeconds = GRACE
      }
    })

    it("F9: while Klarna can't be read, the event waits, and is finished later", async () => {
      const { sandbox } = world()
      const { cart, callback } = await approved()
      await callback()
      await sandbox.fault({
        kind: "status",
        status: 503,
        operation: "readCreditSession",
        times: 0,
      })
      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({
        state: "waiting",
        attempts: 1,
        error: expect.any(String),
      })
      expect(await orderOf(cart.id)).toBeUndefined()

      await sandbox.clearFaults()
      await jobAfter(GRACE + 2 * MINUTE)
      expect(await onlyEvent()).toMatchObject({ state: "done", attempts: 2, error: null })
      expect(await orderOf(cart.id)).toEqual(expect.any(String))
      await sandbox.clearViolations()
    })
  })

  describe("F25: what is not Klarna's", () => {
    it("is refused where the address is not signed for it, and changes nothing", async () => {
      const { sandbox } = world()
      const { cart, body } = await approved()
      const other = await world().shop.cart({ country: "se", items: SWEATER })
      const own = addressOf("authorization", cartOf(cart.id))
      const ownSignature = own.split("&sig=")[1] ?? ""
      const signedFor = (id: string) => own.replace(cart.id, id)
      const before = (await sandbox.requests()).length

      const wrong = [
        "/hooks/klarna/authorization",
        own.replace(/&sig=.*/, ""),
        own.replace(/&sig=.*/, "&sig="),
        own.replace(ownSignature, ownSignature.split("").reverse().join("")),
        own.replace("&v=1", "&v=2"),
        own.replace("type=cart", "type=payment_collection"),
        own.replace("type=cart", "type=order"),
        own.replace("authorization?", "fraud?"),
        own.replace("authorization?", "hosted-page?"),
        `${own}&sig=${ownSignature}`,
        signedFor(other.id),
        signedFor("cart_nobody"),
        signedFor("someone@email.se"),
      ]
      const log = await logged(async () => {
        for (const path of wrong)
          expect([path, (await send(path, body)).status]).toEqual([path, 401])
      })
      expect(log.match(/is refused with 401/g)).toHaveLength(wrong.length)
      expect(log).not.toContain("someone@email.se")
      expect(log).not.toContain(body.authorization_token)

      expect(await events()).toEqual([])
      expect(await jobAfter(HOUR)).toBe(0)
      expect((await sandbox.requests()).length).toBe(before)
      expect(await sandbox.orders()).toEqual([])
    })

    it("is refused where the body can't be read, and is not quoted", async () => {
      const subject = cartOf("cart_1")
      const path = addressOf("authorization", subject)
      const raw = (data: string, type = "application/json") =>
        send(path, data, {
          headers: { "content-type": type },
          transformRequest: (body: unknown) => body,
        })
      const token = "canary-token"
      const log = await logged(async () => {
        expect((await raw(`{"authorization_token":"${token}`)).status).toBe(400)
        expect((await raw("")).status).toBe(400)
        expect((await raw("null")).status).toBe(400)
        expect((await raw(`{"session_id":["${token}"]}`)).status).toBe(400)
        expect((await raw(`{"session_id":"${token}@email.se"}`)).status).toBe(400)
        expect((await raw(`session_id=${token}`, "application/x-www-form-urlencoded")).status).toBe(
          415
        )
        expect((await raw(`{"session_id":"${token}"}`, "text/plain")).status).toBe(415)
      })
      expect(log.match(/is refused with 4/g)).toHaveLength(7)
      expect(log).not.toContain("canary")
      expect(await events()).toEqual([])
    })

    it("is refused where the body is huge, with and without its length told", async () => {
      const path = addressOf("authorization", cartOf("cart_1"))
      const huge = JSON.stringify({ session_id: "ses-1", padding: "a".repeat(5_000_000) })
      expect(
        (await send(path, huge, { headers: { "content-type": "application/json" } })).status
      ).toBe(413)
      const { baseURL } = world().api.defaults
      const parts = async function* () {
        for (let sent = 0; sent < 10; sent++) yield Buffer.alloc(20_000, "a")
      }
      const chunked = await fetch(`${baseURL}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: ReadableStream.from(parts()),
        duplex: "half",
      })
      expect(chunked.status).toBe(413)
      expect(await events()).toEqual([])
    })

    it("has no door: other methods, other names", async () => {
      const path = addressOf("authorization", cartOf("cart_1"))
      for (const method of ["put", "patch", "delete"]) {
        expect((await send(path, {}, { method })).status).toBe(404)
      }
      expect((await send(path.replace("authorization", "anything"), {})).status).toBe(404)
      expect(await events()).toEqual([])
    })
  })

  it("a door that is only looked at says 200 and nothing", async () => {
    for (const kind of ["authorization", "fraud", "hosted-page"]) {
      const { status, data } = await send(`/hooks/klarna/${kind}`, undefined, { method: "get" })
      expect([kind, status, data]).toEqual([kind, 200, ""])
    }
  })

  describe("I6: what comes again", () => {
    it("F7: is kept once, whether one after the other or at once", async () => {
      const { callback } = await approved()
      const answers = await Promise.all([callback(), callback(), callback()])
      answers.push(await callback())
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      await onlyEvent()
      await jobAfter(GRACE + 1)

      // Replayed after all is done.
      expect((await callback()).status).toBe(200)
      expect(await onlyEvent()).toMatchObject({ state: "done", attempts: 1 })
      expect(await world().sandbox.orders()).toHaveLength(1)
    })

    it("I7: out of order, from a session that was left behind, is ignored and not believed", async () => {
      const { shop, sandbox } = world()
      const cart = await shop.cart({ country: "se", items: SWEATER })
      await shop.refresh(cart.id)
      const before = (await sandbox.requests()).length
      const { status } = await call("authorization", cartOf(cart.id), {
        authorization_token: "of-another-session",
        session_id: "0b1d9815-165e-42e2-8867-35bc03789e00",
      })
      expect(status).toBe(200)
      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({ state: "ignored", error: expect.any(String) })
      expect((await sandbox.requests()).length).toBe(before)
      expect(await orderOf(cart.id)).toBeUndefined()
    })

    it("I2: a forged approval of the right session is not believed: Klarna shows none", async () => {
      const { shop, sandbox } = world()
      const cart = await shop.cart({ country: "se", items: SWEATER })
      const { session } = await shop.refresh(cart.id)
      await call("authorization", cartOf(cart.id), {
        authorization_token: "made-up",
        session_id: session.session_id,
      })
      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({ state: "waiting", attempts: 1 })
      for (const hours of [1, 2, 3, 4]) await jobAfter(hours * HOUR)
      expect(await onlyEvent()).toMatchObject({ state: "done", attempts: 5 })
      expect(await orderOf(cart.id)).toBeUndefined()
      expect(await sandbox.orders()).toEqual([])
    })
  })

  describe("F21: an order under review", () => {
    async function underReview(decision: "accept" | "reject") {
      const { shop, sandbox } = world()
      const { cart, token } = await approved("us", `customer+pend-${decision}-05@email.us`)
      const { order } = await shop.ok(shop.place(cart.id, token))
      const [klarnaOrder] = await sandbox.orders()
      const orderId = klarnaOrder?.order_id ?? ""
      const notice = (event_type: string, order_id = orderId) =>
        call("fraud", cartOf(cart.id), {
          order_id,
          event_type,
          timestamp: "2026-01-01T12:00:00Z",
        })
      const sessionStatus = async () => {
        const { payment_collections } = await shop.order(order.id)
        return payment_collections[0].payment_sessions.map((session: Body) => session.status)
      }
      return { order, orderId, notice, sessionStatus }
    }

    async function alertOf(orderId: string) {
      const purchase = await new ModulePurchaseStore(klarna()).findByOrder(orderId)
      if (!purchase) throw new Error(`No purchase of ${orderId}.`)
      return purchase.alert
    }

    it("is finished when Klarna has accepted it", async () => {
      const { sandbox } = world()
      const { orderId, notice, sessionStatus } = await underReview("accept")
      expect(await sessionStatus()).toEqual(["pending_authorization"])
      await sandbox.advanceClock(6 * MINUTE)
      expect((await notice("FRAUD_RISK_ACCEPTED")).status).toBe(200)
      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({ state: "done", event_type: "FRAUD_RISK_ACCEPTED" })
      expect(await sessionStatus()).toEqual(["authorized"])
      expect(await sandbox.order(orderId)).toMatchObject({ captured_amount: 0 })
    })

    it("I7: is not finished by a notice that Klarna does not confirm", async () => {
      const { sandbox } = world()
      const { orderId, notice, sessionStatus } = await underReview("accept")
      await notice("FRAUD_RISK_ACCEPTED")
      await notice("FRAUD_RISK_ACCEPTED", "0b1d9815-165e-42e2-8867-35bc03789e00")
      await jobAfter(GRACE + 1)
      const states = (await events()).map(({ state }) => state)
      expect(states.sort()).toEqual(["ignored", "waiting"])
      expect(await sessionStatus()).toEqual(["pending_authorization"])
      expect(await sandbox.order(orderId)).toMatchObject({ status: "AUTHORIZED" })
    })

    it("I7: a rejection that Klarna does not confirm stops nothing that is paid", async () => {
      const { sandbox } = world()
      const { orderId, notice, sessionStatus } = await underReview("accept")
      await sandbox.advanceClock(6 * MINUTE)
      await notice("FRAUD_RISK_ACCEPTED")
      await jobAfter(GRACE + 1)
      await notice("FRAUD_RISK_REJECTED")
      await jobAfter(GRACE + 1)
      expect((await events()).map(({ state }) => state)).toEqual(["done", "done"])
      expect(await sessionStatus()).toEqual(["authorized"])
      expect(await sandbox.order(orderId)).toMatchObject({ status: "AUTHORIZED" })
    })

    it("is shown when Klarna has rejected it, and nothing is captured", async () => {
      const { sandbox } = world()
      const { order, orderId, notice, sessionStatus } = await underReview("reject")
      await sandbox.advanceClock(6 * MINUTE)
      await notice("FRAUD_RISK_REJECTED")
      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({ state: "done" })
      expect(await alertOf(order.id)).toBe("review_rejected")
      expect(await sessionStatus()).toEqual(["pending_authorization"])
      expect(await sandbox.order(orderId)).toMatchObject({ captured_amount: 0 })
      expect((await world().shop.order(order.id)).payment_collections[0].payments ?? []).toEqual([])
    })

    it("is shown when Klarna stops it after all, once Klarna says so itself", async () => {
      const { sandbox } = world()
      const { order, orderId, notice } = await underReview("accept")
      await sandbox.advanceClock(6 * MINUTE)
      await notice("FRAUD_RISK_ACCEPTED")
      await jobAfter(GRACE + 1)
      expect(await alertOf(order.id)).toBeNull()
      const url = `${process.env.SANDBOX_URL}/ordermanagement/v1/orders/${orderId}/cancel`
      const authorization = "Basic klarna_test_api_sandbox"
      expect((await send(url, undefined, { headers: { authorization } })).status).toBe(204)

      await notice("FRAUD_RISK_STOPPED")
      await jobAfter(GRACE + 1)
      expect((await events()).map(({ state }) => state)).toEqual(["done", "done"])
      expect(await alertOf(order.id)).toBe("order_without_money")
    })

    it("is shown when Klarna turns against an order that it had accepted", async () => {
      const { sandbox } = world()
      const { orderId, notice } = await underReview("accept")
      await sandbox.advanceClock(6 * MINUTE)
      await notice("FRAUD_RISK_ACCEPTED")
      await jobAfter(GRACE + 1)
      const { sandbox: _, ...order } = await sandbox.order(orderId)
      await sandbox.fault({
        kind: "status",
        status: 200,
        operation: "getOrder",
        body: { ...order, fraud_status: "REJECTED" },
      })
      await notice("FRAUD_RISK_STOPPED")
      const log = await logged(async () => void (await jobAfter(GRACE + 1)))
      expect((await events()).map(({ state }) => state)).toEqual(["done", "failed"])
      expect(log).toContain("Klarna has stopped this order")
    })

    it("keeps a decision that nobody knows, says so, and does nothing", async () => {
      const { sandbox } = world()
      const { notice } = await underReview("accept")
      const before = (await sandbox.requests()).length
      const log = await logged(async () => {
        expect((await notice("FRAUD_RISK_RECONSIDERED")).status).toBe(200)
      })
      expect(log).toContain("FRAUD_RISK_RECONSIDERED")
      expect(await onlyEvent()).toMatchObject({ state: "ignored" })
      expect(await jobAfter(HOUR)).toBe(0)
      expect((await sandbox.requests()).length).toBe(before)
    })
  })

  describe("a hosted page", () => {
    /** A cart whose page at Klarna is open, and what Klarna says of a page. */
    async function openPage() {
      const { shop, sandbox } = world()
      const cart = await shop.cart({ country: "se", items: SWEATER })
      const { session, authorize_data } = await shop.refresh(cart.id)
      const purchases = new ModulePurchaseStore(klarna())
      const purchase = await purchases.findBySubject({ type: "cart", id: cart.id })
      await purchases.update(purchase?.id ?? "", {
        hosted_page: { id: "hpp-1", url: "https://pay.example/hpp-1", expires_at: null },
      })
      return {
        cart,
        pays: () => sandbox.authorize(session.session_id, { data: authorize_data }),
        says: (status: string, session_id = "hpp-1") =>
          call("hosted-page", cartOf(cart.id), {
            event_id: `${session_id}-${status}`,
            session: { session_id, status, authorization_token: "not-looked-at" },
          }),
      }
    }

    it("F8: that was paid becomes an order, though the shopper never came back", async () => {
      const { cart, pays, says } = await openPage()
      for (const status of ["WAITING", "IN_PROGRESS"]) {
        expect((await says(status)).status).toBe(200)
      }
      await jobAfter(GRACE + 1)
      expect((await events()).map(({ state }) => state)).toEqual(["done", "done"])
      expect(await orderOf(cart.id)).toBeUndefined()

      await pays()
      await says("COMPLETED")
      await jobAfter(GRACE + 1)
      expect((await events()).map(({ state }) => state)).toEqual(["done", "done", "done"])
      expect(await orderOf(cart.id)).toEqual(expect.any(String))
      expect(await world().sandbox.orders()).toHaveLength(1)
    })

    it("I7: that was replaced by another is not heard any more", async () => {
      const { cart, says } = await openPage()
      await says("COMPLETED", "hpp-0")
      await jobAfter(GRACE + 1)
      expect(await onlyEvent()).toMatchObject({ state: "ignored" })
      expect(await orderOf(cart.id)).toBeUndefined()
    })
  })

  it("F9: an event about a purchase that nobody knows is kept, retried ever later, then shown", async () => {
    const { status } = await call("authorization", cartOf("cart_unknown"), {
      authorization_token: "any",
      session_id: "ses-1",
    })
    expect(status).toBe(200)
    await jobAfter(GRACE + 1)
    const first = await onlyEvent()
    expect(first).toMatchObject({ state: "waiting", attempts: 1, error: expect.any(String) })
    const pause = () => new Date(String(first.next_attempt_at)).getTime() - Date.now()
    expect(pause() / 1000).toBeGreaterThan(GRACE)
    expect(pause() / 1000).toBeLessThan(GRACE + 2 * MINUTE)

    const log = await logged(async () => {
      for (let hours = 1; hours <= 26; hours++) await jobAfter(hours * HOUR)
    })
    expect(await onlyEvent()).toMatchObject({ state: "failed", next_attempt_at: null })
    expect(log.match(/cart_unknown needs a look/g)).toHaveLength(1)
  })

  it("F9: what can't be kept is answered 503, so that Klarna calls again", async () => {
    const { callback } = await approved()
    const service = klarna()
    const broken = jest
      .spyOn(service, "createKlarnaEvents")
      .mockRejectedValue(new Error("The database is gone."))
    try {
      expect((await callback()).status).toBe(503)
    } finally {
      broken.mockRestore()
    }
    expect(await events()).toEqual([])
    expect((await callback()).status).toBe(200)
    await onlyEvent()
  })

  it("forgets finished events after 90 days, and keeps what a person must look at", async () => {
    const { container } = world()
    const kinds = ["done", "ignored", "failed", "waiting"] as const
    for (const age of [1, 91]) {
      for (const state of kinds) {
        await klarna().createKlarnaEvents({
          kind: "fraud",
          fingerprint: `${state} ${age}`,
          state,
          subject_type: "cart",
          subject_id: "cart_1",
        })
        await container
          .resolve(ContainerRegistrationKeys.PG_CONNECTION)("klarna_event")
          .where({ fingerprint: `${state} ${age}` })
          .update({ created_at: new Date(Date.now() - age * 24 * HOUR * 1000) })
      }
    }
    await forgetOldKlarnaEvents(container)
    const left = (await events()).map(({ fingerprint }) => fingerprint).sort()
    expect(left).toEqual(
      ["done 1", "failed 1", "failed 91", "ignored 1", "waiting 1", "waiting 91"].sort()
    )
  })

  it("F25: neither token nor person is in the inbox or in the log", async () => {
    const { container } = world()
    const email = "canary@email.se"
    let token = ""
    const log = await logged(async () => {
      const { cart, token: given, body } = await approved("se", email)
      token = given
      await call("authorization", cartOf(cart.id), { ...body, billing_address: { email } })
      await jobAfter(GRACE + 1)
    })
    const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const rows = JSON.stringify(await database("klarna_event").select("*"))
    expect(rows).toContain("authorization")
    for (const text of [rows, log]) {
      expect(text).not.toContain(token)
      expect(text).not.toContain(email)
      expect(text).not.toContain("Blasieholmshamnen")
    }
  })
})
