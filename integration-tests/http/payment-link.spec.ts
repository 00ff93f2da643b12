import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AxiosResponse } from "axios"
import { LANGUAGES, type Language } from "../../src/texts/language"
import { PAYMENT_LINK_TEXTS, type PaymentLinkMessage } from "../../src/texts/payment-link"
import { PaymentLinks } from "./payment-links"
import type { Body } from "./shop"
import { shopSuite } from "./suite"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const minor = (amount: number) => Math.round(amount * 100)

shopSuite("Payment links", (world) => {
  const links = new PaymentLinks(world)

  /** What a page says to the shopper. */
  function said(answer: AxiosResponse<string>): {
    message: PaymentLinkMessage
    language: Language
  } {
    const language = LANGUAGES.find((one) => answer.data.includes(`<html lang="${one}">`))
    if (!language) throw new Error(`${answer.status} is no page: ${answer.data.slice(0, 300)}`)
    const texts = PAYMENT_LINK_TEXTS[language]
    const [, title = ""] = /<h1>(.*?)<\/h1>/.exec(answer.data) ?? []
    const known = Object.entries(texts).filter(
      ([, text]) => typeof text === "object" && escaped(text.title) === title
    )
    const [message] = known.map(([name]) => name)
    return { message: message as PaymentLinkMessage, language }
  }
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("'", "&#39;")

  const pageOf = async (url: string) => said(await links.visit(url)).message

  /** Where the button of a page leads, from where the page is. */
  function button(answer: AxiosResponse<string>, url: string): string {
    const [, href] = /<a href="([^"]+)"/.exec(answer.data) ?? []
    if (!href) throw new Error("There is no button.")
    return new URL(href.replaceAll("&amp;", "&"), url).toString()
  }

  /** Everything that is logged while something happens. */
  async function logged(run: () => Promise<unknown>): Promise<string> {
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

  /** Medusa and Klarna hold the same, once. */
  async function expectPaidOnce(order: Body, collection: Body): Promise<Body> {
    const { sandbox } = world()
    const { status, amount, payments } = await links.collection(order.id, collection.id)
    const live = payments.filter((payment: Body) => !payment.canceled_at)
    expect({ status, payments: live.length }).toEqual({ status: "authorized", payments: 1 })
    const orders = (await sandbox.orders()).filter((one) => one.status !== "CANCELLED")
    expect(orders).toMatchObject([
      { order_id: live[0].data.klarna_order_id, status: "AUTHORIZED", order_amount: minor(amount) },
    ])
    expect(minor(live[0].amount)).toBe(minor(amount))
    return live[0]
  }

  describe("are paid", () => {
    it("a draft order, from the link to the capture", async () => {
      const { shop, sandbox } = world()
      const { order, collection } = await links.order({ draft: true, locale: "sv-SE" })
      const { payment_link } = await shop.ok(links.ask(collection.id))
      const ends = Date.parse(payment_link.expires_at) - Date.now()
      expect(Math.abs(ends - 14 * DAY)).toBeLessThan(MINUTE)
      expect(payment_link.url).toMatch(
        new RegExp(
          `^https://shop\\.example/hooks/klarna/pay/${collection.id}\\?e=\\d+&v=1&sig=[\\w-]+$`
        )
      )
      // Making a link tells Klarna nothing.
      expect(await sandbox.requests()).toEqual([])

      const back = await links.decide(await links.open(payment_link.url), "approve")
      const answer = await links.visit(back)
      expect(answer.status).toBe(200)
      expect(said(answer)).toEqual({ message: "paid", language: "sv" })

      const payment = await expectPaidOnce(order, collection)
      const [klarnaOrder] = await sandbox.orders()
      expect(klarnaOrder).toMatchObject({
        order_amount: 89_900,
        merchant_reference1: String(order.display_id),
        purchase_country: "SE",
        billing_address: expect.objectContaining({ city: "Stockholm" }),
      })
      await shop.ok(shop.admin("post", `/draft-orders/${order.id}/convert-to-order`, {}))
      await shop.ok(shop.admin("post", `/payments/${payment.id}/capture`, {}))
      expect((await sandbox.orders())[0]).toMatchObject({
        status: "CAPTURED",
        captured_amount: 89_900,
      })
      expect(await links.collection(order.id, collection.id)).toMatchObject({ status: "completed" })
    })

    it("F23: the difference that an edit makes, beside what is paid already", async () => {
      const { shop, sandbox } = world()
      const cart = await shop.cart({ country: "se", items: [{ sku: "SWEATER-M", quantity: 1 }] })
      const { session, authorize_data } = await shop.refresh(cart.id)
      const { authorization_token } = await sandbox.authorize(session.session_id, {
        data: authorize_data,
      })
      const { order } = await shop.ok(shop.place(cart.id, authorization_token ?? ""))
      const first = await shop.payment(order.id)
      await shop.ok(shop.admin("post", `/payments/${first.id}/capture`, {}))
      await links.addToOrder(order.id, "SHIRT-M")
      const { payment_collections } = await shop.order(order.id)
      const owed = payment_collections.find(({ status }: Body) => status === "not_paid")
      expect(owed.amount).toBe(599)

      const back = await links.decide(await links.open(await links.link(owed.id)), "approve")
      expect(await pageOf(back)).toBe("paid")
      const orders = await sandbox.orders()
      expect(orders.map(({ status, order_amount }) => [status, order_amount]).sort()).toEqual([
        ["AUTHORIZED", 59_900],
        ["CAPTURED", minor(order.total)],
      ])
      const paid = await links.collection(order.id, owed.id)
      expect(paid).toMatchObject({ status: "authorized", payments: [{ amount: 599 }] })
      await shop.ok(shop.admin("post", `/payments/${paid.payments[0].id}/capture`, {}))
      const statuses = (await sandbox.orders()).map(({ status }) => status)
      expect(statuses).toEqual(["CAPTURED", "CAPTURED"])
    })

    it("F8: without the browser coming back", async () => {
      const { order, collection } = await links.order()
      await links.decide(await links.open(await links.link(collection.id)), "approve")
      expect(await links.sweep(collection.id)).toMatchObject({ state: "placed" })
      await expectPaidOnce(order, collection)
      expect(await links.sweep(collection.id)).toMatchObject({ next_check_at: null })
    })

    it("F10: after the shopper went back, cancelled and was declined; nothing counts before", async () => {
      const { sandbox } = world()
      const { order, collection } = await links.order()
      let url = await links.link(collection.id)
      for (const [outcome, message] of [
        ["back", "back"],
        ["cancel", "back"],
        ["deny", "failure"],
      ] as const) {
        const back = await links.decide(await links.open(url), outcome)
        const answer = await links.visit(back)
        expect([outcome, answer.status, said(answer).message]).toEqual([outcome, 200, message])
        expect(answer.data).toMatch(/899,00\s*kr/)
        expect(await links.collection(order.id, collection.id)).toMatchObject({ payments: [] })
        url = button(answer, back)
      }
      // What the address claims is believed by nobody.
      expect(
        await pageOf(
          (await links.decide(await links.open(url), "back")).replace(
            "klarna=back",
            "klarna=success"
          )
        )
      ).toBe("open")
      expect(await sandbox.orders()).toEqual([])

      expect(await pageOf(await links.decide(await links.open(url), "approve"))).toBe("paid")
      await expectPaidOnce(order, collection)
    })

    it("F21: and wait for Klarna's review where Klarna wants one", async () => {
      const { sandbox } = world()
      const { order, collection } = await links.order({
        country: "gb",
        email: "customer+pend-accept-05@email.uk",
      })
      const url = await links.link(collection.id)
      const back = await links.decide(await links.open(url), "approve")
      expect(await pageOf(back)).toBe("review")
      expect(await pageOf(url)).toBe("review")
      expect((await links.ask(collection.id)).status).toBe(400)

      await sandbox.advanceClock(6 * 60)
      await links.sweep(collection.id)
      await expectPaidOnce(order, collection)
      expect(await pageOf(url)).toBe("paid")
    })

    it("where Medusa has no https address: Klarna gets no way back, and the sweep finishes", async () => {
      const { sandbox } = world()
      const { options } = links.klarna
      const before = options.backendUrl
      options.backendUrl = "http://localhost:9000"
      try {
        const { order, collection } = await links.order()
        const url = await links.link(collection.id)
        expect(url).toMatch(/^http:\/\/localhost:9000\/hooks\/klarna\/pay\//)
        const page = await links.open(url.replace("http://localhost:9000", ""))
        const [held] = await sandbox.hostedPages()
        expect(held?.merchant_urls).toEqual({})
        expect(await sandbox.hostedPage(page, "approve")).toMatchObject({ merchant_url: null })
        await links.sweep(collection.id)
        await expectPaidOnce(order, collection)
      } finally {
        options.backendUrl = before
      }
    })
  })

  describe("are paid once", () => {
    it("F7: from two tabs, of which only the newest page can be paid on", async () => {
      const { sandbox } = world()
      const { order, collection } = await links.order()
      const url = await links.link(collection.id)
      const first = await links.open(url)
      const second = await links.open(url)
      expect(first).not.toBe(second)
      expect([await links.pageStatus(first), await links.pageStatus(second)]).toEqual([
        "DISABLED",
        "WAITING",
      ])
      await expect(sandbox.hostedPage(first, "approve")).rejects.toThrow()
      const back = await links.decide(second, "approve")
      const pages = await Promise.all([pageOf(back), pageOf(back), pageOf(url), pageOf(back)])
      expect(new Set(pages)).toEqual(new Set(["paid"]))
      await expectPaidOnce(order, collection)
      expect(await sandbox.orders()).toHaveLength(1)
    })

    it.each([1, 2, 3, 4, 5])(
      "F7: while the browser and the sweep come at once (race %i)",
      async () => {
        const { sandbox } = world()
        const { order, collection } = await links.order()
        const back = await links.decide(
          await links.open(await links.link(collection.id)),
          "approve"
        )
        await Promise.all([links.visit(back), links.sweep(collection.id), links.visit(back)])
        // What the race left undecided, the next turn decides.
        await links.sweep(collection.id)
        expect(await pageOf(back)).toBe("paid")
        await expectPaidOnce(order, collection)
        expect(await sandbox.orders()).toHaveLength(1)
      }
    )

    it("F8: and the link finishes what was approved on an earlier page, instead of asking again", async () => {
      const { sandbox } = world()
      const { order, collection } = await links.order()
      const url = await links.link(collection.id)
      await links.decide(await links.open(url), "approve")
      expect(await pageOf(url)).toBe("paid")
      await expectPaidOnce(order, collection)
      expect(await pageOf(url)).toBe("paid")
      expect(await sandbox.hostedPages()).toHaveLength(1)
      expect(await links.ask(collection.id)).toMatchObject({
        status: 400,
        data: { type: "not_allowed" },
      })
    })

    it("and not at Klarna where the merchant marks the payment as paid meanwhile", async () => {
      const { shop, sandbox } = world()
      const { order, collection } = await links.order()
      const url = await links.link(collection.id)
      const back = await links.decide(await links.open(url), "approve")
      await shop.ok(
        shop.admin("post", `/payment-collections/${collection.id}/mark-as-paid`, {
          order_id: order.id,
        })
      )
      expect(await pageOf(back)).toBe("paid")
      expect(await sandbox.orders()).toEqual([])
      expect(await sandbox.requests({ operation: "cancelAuthorization" })).toHaveLength(1)
      const { payments } = await links.collection(order.id, collection.id)
      expect(payments.map((payment: Body) => payment.provider_id)).toEqual(["pp_system_default"])
      expect(await pageOf(url)).toBe("paid")
    })

    it("F23: for what the order holds now: an edit after the approval gives it back, and the next is for the new amount", async () => {
      const { sandbox } = world()
      const { order, collection } = await links.order()
      const url = await links.link(collection.id)
      const edits = ["SHIRT-M", "SHIRT-S"]
      for (const sku of edits) {
        const back = await links.decide(await links.open(url), "approve")
        await links.addToOrder(order.id, sku)
        const answer = await links.visit(back)
        expect(said(answer).message).toBe("changed")
        expect(await sandbox.orders()).toEqual([])
        expect((await links.purchase(collection.id))?.authorization_token).toBeNull()
      }
      expect(await sandbox.requests({ operation: "cancelAuthorization" })).toHaveLength(2)

      expect(await pageOf(await links.decide(await links.open(url), "approve"))).toBe("paid")
      const payment = await expectPaidOnce(order, collection)
      expect(payment.amount).toBe(899 + 2 * 599)
    })

    it("F12: when Klarna's answer to the order is lost, too", async () => {
      const { sandbox } = world()
      const { order, collection } = await links.order()
      const back = await links.decide(await links.open(await links.link(collection.id)), "approve")
      await sandbox.fault({ kind: "drop_after", operation: "createOrder", times: 1 })
      expect(["paid", "unknown"]).toContain(await pageOf(back))
      await sandbox.clearFaults()
      await links.sweep(collection.id)
      expect(await pageOf(back)).toBe("paid")
      await expectPaidOnce(order, collection)
      expect(await sandbox.orders()).toHaveLength(1)
    })
  })

  describe("lead nowhere", () => {
    it("F25: when forged, of another payment, or with another deadline; and nothing is begun", async () => {
      const { sandbox } = world()
      const { collection } = await links.order()
      const other = await links.order()
      const url = await links.link(collection.id)
      const changed = (change: (url: URL) => void) => {
        const forged = new URL(url)
        change(forged)
        return forged.toString()
      }
      const sig = new URL(url).searchParams.get("sig") ?? ""
      const forgeries = [
        changed(({ searchParams }) =>
          searchParams.set("sig", `${sig.startsWith("A") ? "B" : "A"}${sig.slice(1)}`)
        ),
        changed(({ searchParams }) => searchParams.delete("sig")),
        changed(({ searchParams }) =>
          searchParams.set("e", String(Number(searchParams.get("e")) + 1))
        ),
        changed(({ searchParams }) => searchParams.set("e", "soon")),
        changed(({ searchParams }) => searchParams.append("e", "9999999999")),
        changed(({ searchParams }) => searchParams.set("v", "2")),
        changed((forged) => {
          forged.pathname = forged.pathname.replace(collection.id, other.collection.id)
        }),
        changed((forged) => {
          forged.pathname = forged.pathname.replace(collection.id, "%3Cscript%3E")
        }),
      ]
      for (const forged of forgeries) {
        for (const address of [forged, forged.replace("?", "/done?klarna=success&")]) {
          const answer = await links.visit(address, { headers: { "accept-language": "de" } })
          expect([answer.status, said(answer)]).toEqual([
            404,
            { message: "not_found", language: "de" },
          ])
          expect(answer.data).not.toContain("<script")
        }
      }
      expect(await sandbox.requests()).toEqual([])
    })

    it("once the merchant's deadline is over, while what was approved before is finished", async () => {
      const { sandbox } = world()
      const soon = new Date(Date.now() + 5 * MINUTE)
      const { order, collection } = await links.order()
      const { payment_link } = (await links.ask(collection.id, { expires_at: soon.toISOString() }))
        .data
      expect(Math.floor(soon.getTime() / 1000) * 1000).toBe(Date.parse(payment_link.expires_at))
      const back = await links.decide(await links.open(payment_link.url), "approve")

      const later = jest.spyOn(Date, "now").mockReturnValue(soon.getTime() + MINUTE)
      try {
        const answer = await links.visit(payment_link.url)
        expect([answer.status, said(answer).message]).toEqual([410, "expired"])
        expect(await sandbox.hostedPages()).toHaveLength(1)
        expect((await links.visit(payment_link.url, { method: "head" })).status).toBe(410)
      } finally {
        later.mockRestore()
      }
      expect(await pageOf(back)).toBe("paid")
      await expectPaidOnce(order, collection)
    })

    it("where the order is cancelled: what was approved meanwhile is given back", async () => {
      const { shop, sandbox } = world()
      const { order, collection } = await links.order()
      const url = await links.link(collection.id)
      const back = await links.decide(await links.open(url), "approve")
      await shop.ok(shop.admin("post", `/orders/${order.id}/cancel`, {}))
      for (const address of [url, back]) {
        const answer = await links.visit(address)
        expect([answer.status, said(answer).message]).toEqual([410, "canceled"])
      }
      expect(await sandbox.orders()).toEqual([])
      expect(await sandbox.requests({ operation: "cancelAuthorization" })).toHaveLength(1)
      expect((await links.ask(collection.id)).status).toBe(400)
    })

    it("F16: while Klarna can't be reached or is switched off: the page says so, and offers another try", async () => {
      const { shop, sandbox } = world()
      const { order, collection } = await links.order()
      const url = await links.link(collection.id)
      await sandbox.fault({
        kind: "status",
        status: 503,
        operation: "createCreditSession",
        times: 4,
      })
      const down = await links.visit(url)
      expect([down.status, said(down).message]).toEqual([503, "unavailable"])
      await sandbox.clearFaults()
      expect(await pageOf(await links.decide(await links.open(button(down, url)), "back"))).toBe(
        "back"
      )

      const setAvailable = async (available: boolean) => {
        const { markets } = await shop.ok(shop.admin("get", "/klarna/markets"))
        const { version } = markets.find(({ country_code }: Body) => country_code === "SE")
        await shop.ok(shop.admin("post", "/klarna/markets/SE", { values: { available }, version }))
      }
      await setAvailable(false)
      expect(await pageOf(url)).toBe("unavailable")
      expect(await links.ask(collection.id)).toMatchObject({
        status: 400,
        data: { message: expect.stringContaining("SE") },
      })
      await setAvailable(true)
      expect(await pageOf(await links.decide(await links.open(url), "approve"))).toBe("paid")
      await expectPaidOnce(order, collection)
    })
  })

  describe("sent by Klarna", () => {
    it("go by mail and SMS to the order's contact, or another, with the end of that very link", async () => {
      const { shop, sandbox } = world()
      const { order, collection } = await links.order({ phone: "070-174 06 15" })
      const send = async (distribution: Record<string, string>) =>
        (await shop.ok(links.ask(collection.id, { distribution }))).distribution
      const lines = await logged(async () => {
        const mail = await send({ method: "email" })
        expect(mail.method).toBe("email")
        const hours = (Date.parse(mail.expires_at) - Date.now()) / HOUR
        expect(hours).toBeGreaterThan(46)
        expect(hours).toBeLessThanOrEqual(47.01)
        await send({ method: "email", email: "somebody.else@email.example" })
        await send({ method: "sms" })
        await send({ method: "sms", phone: "0176 14284340", phone_country: "de" })
      })
      const sent = await sandbox.distributions()
      expect(sent.map(({ method, contact_information }) => [method, contact_information])).toEqual([
        ["email", { email: "customer@email.se" }],
        ["email", { email: "somebody.else@email.example" }],
        ["sms", { phone: "+46701740615", phone_country: "SE" }],
        ["sms", { phone: "+4917614284340", phone_country: "DE" }],
      ])
      for (const secret of ["customer@email.se", "somebody.else", "701740615", "14284340"]) {
        expect(lines).not.toContain(secret)
      }
      // Each is a page of its own, and only the newest can be paid on.
      const ids = sent.map(({ session_id }) => session_id)
      expect(new Set(ids).size).toBe(4)
      expect(await Promise.all(ids.map((id) => links.pageStatus(id)))).toEqual([
        "DISABLED",
        "DISABLED",
        "DISABLED",
        "WAITING",
      ])
      expect(await pageOf(await links.decide(ids[3] ?? "", "approve"))).toBe("paid")
      await expectPaidOnce(order, collection)
    })

    it("are sent once and never again by themselves, when Klarna's answer is lost", async () => {
      const { sandbox } = world()
      const { collection } = await links.order()
      await sandbox.fault({ kind: "drop_after", operation: "distributeHppSession", times: 5 })
      const { status, data } = await links.ask(collection.id, { distribution: { method: "email" } })
      await sandbox.clearFaults()
      expect(await sandbox.distributions()).toHaveLength(1)
      expect(status).toBe(400)
      expect(data.message).toMatch(/may have been sent/i)
    })

    it("say what Klarna, or the order, has against it", async () => {
      const { sandbox } = world()
      const { collection } = await links.order({ phone: "" })
      for (const [distribution, words] of [
        [{ method: "sms" }, /phone/],
        [{ method: "sms", phone: "12345", phone_country: "SE" }, /phone/],
        [{ method: "sms", phone: "+46701740615", phone_country: "Sweden" }, /country/],
        [{ method: "email", email: "nobody" }, /email/],
        [{ method: "email", phone: "+46701740615" }, /phone/],
        [{ method: "token" }, /method/],
      ] as const) {
        const { status, data } = await links.ask(collection.id, { distribution })
        expect([status, data.type]).toEqual([400, "invalid_data"])
        expect(data.message).toMatch(words)
        expect(data.message).not.toContain("701740615")
      }
      expect(await sandbox.distributions()).toEqual([])
      expect(await sandbox.hostedPages()).toEqual([])
    })
  })

  describe("are made", () => {
    it("only of payments that are due, until a deadline that makes sense", async () => {
      const { shop } = world()
      const { collection } = await links.order()
      const at = (ms: number) => ({ expires_at: new Date(Date.now() + ms).toISOString() })
      for (const body of [at(-MINUTE), at(91 * DAY), { expires_at: "tomorrow" }, { until: 1 }]) {
        expect(await links.ask(collection.id, body)).toMatchObject({
          status: 400,
          data: { type: "invalid_data" },
        })
      }
      expect((await links.ask(collection.id, at(89 * DAY))).status).toBe(200)
      expect((await links.ask("pay_col_unknown")).status).toBe(404)

      const cart = await shop.cart({ country: "se", items: [{ sku: "SHIRT-M", quantity: 1 }] })
      const ofCart = await shop.ok(shop.store("post", "/payment-collections", { cart_id: cart.id }))
      const answer = await links.ask(ofCart.payment_collection.id)
      expect([400, 404]).toContain(answer.status)
      expect(answer.data.message).toMatch(/order/)
    })

    it("by the shop's people alone", async () => {
      const { api } = world()
      const { collection } = await links.order()
      const { status } = await api.post(
        `/admin/klarna/payment-collections/${collection.id}/payment-link`,
        {},
        { validateStatus: () => true }
      )
      expect(status).toBe(401)
    })

    it("once Medusa's own address is known", async () => {
      const { options } = links.klarna
      const before = options.backendUrl
      options.backendUrl = undefined
      try {
        const { collection } = await links.order()
        expect(await links.ask(collection.id)).toMatchObject({
          status: 400,
          data: { message: expect.stringContaining("backend_url") },
        })
      } finally {
        options.backendUrl = before
      }
    })
  })

  describe("show pages", () => {
    it("in the order's language, else the browser's, else the country's", async () => {
      const swedish = await links.order({ locale: "sv-SE" })
      const german = await links.order({ country: "de" })
      const languageOf = async (collection: Body, accept?: string) => {
        const back = await links.decide(await links.open(await links.link(collection.id)), "back")
        const headers = accept ? { "accept-language": accept } : {}
        return said(await links.visit(back, { headers })).language
      }
      expect(await languageOf(swedish.collection, "fr")).toBe("sv")
      expect(await languageOf(german.collection, "ja, fr;q=0.9, en;q=0.8")).toBe("fr")
      expect(await languageOf(german.collection)).toBe("de")
      expect(await languageOf(german.collection, "ja")).toBe("de")
    })

    it("that are kept by nobody, load nothing and name nobody", async () => {
      const { collection } = await links.order()
      const url = await links.link(collection.id)
      const back = await links.decide(await links.open(url), "back")
      const { headers, data } = await links.visit(back)
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "content-security-policy": expect.stringContaining("default-src 'none'"),
        "content-type": expect.stringMatching(/^text\/html; charset=utf-8/i),
      })
      expect(data).not.toMatch(/<script|<img|<link|src=|@import|url\(/i)
      for (const personal of [
        "Alice",
        "Blasieholmshamnen",
        "customer@email",
        "701740615",
        "11148",
      ]) {
        expect(data).not.toContain(personal)
      }
      const onward = await links.visit(url)
      expect(onward.headers).toMatchObject({
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      })
    })

    it("and begin nothing for those who only look", async () => {
      const { sandbox } = world()
      const { collection } = await links.order()
      const url = await links.link(collection.id)
      const { status, data } = await links.visit(url, { method: "head" })
      expect([status, data]).toEqual([200, ""])
      expect(await sandbox.requests()).toEqual([])
      expect(await links.purchase(collection.id)).toBeUndefined()
    })
  })
})
