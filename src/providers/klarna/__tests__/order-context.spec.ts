import { hashOf, orderBody, authorizeData, sessionBody } from "../../../purchase/bodies"
import { ALICE, cart, collection, contextOf, mug } from "./shop"

const context = async (...given: Parameters<typeof contextOf>) =>
  (await contextOf(...given)).context

const oslo = { ...ALICE, city: "Oslo", country_code: "no" }
const vienna = { ...ALICE, city: "Wien", postal_code: "1010", country_code: "at" }
const berlin = { ...ALICE, city: "Berlin", postal_code: "10178", country_code: "de" }

describe("the market", () => {
  it("F15: is the billing country, whose currency Klarna takes alone: region SE, billing NO", async () => {
    await expect(contextOf(cart({ billing_address: oslo }))).rejects.toMatchObject({
      code: "unavailable",
      message: "Klarna in NO is paid in NOK, not in SEK.",
    })
  })

  it("F15: is another than the parcel's country, with its own credentials: region DE, billing AT", async () => {
    const { context, connection } = await contextOf(
      cart({
        currency_code: "eur",
        billing_address: vienna,
        shipping_address: berlin,
        region: { countries: [{ iso_2: "de" }, { iso_2: "nl" }] },
      }),
      { options: { markets: { AT: { api_key: "klarna_test_api_at" } } } }
    )
    expect(connection.authorization).toBe("Basic klarna_test_api_at")
    expect(context).toMatchObject({
      market: "AT",
      currency: "EUR",
      locale: "de-AT",
      billingAddress: { country: "AT" },
      shippingAddress: { country: "DE" },
    })
    expect(sessionBody(context)).toMatchObject({ purchase_country: "AT", locale: "de-AT" })
    expect(JSON.stringify(context.totals)).toContain("https://shop.example/de/products/mug")
  })

  it("is the shipping country without a billing address, and the region's without any", async () => {
    const region = { countries: [{ iso_2: "at" }] }
    const eur = { currency_code: "eur", billing_address: null, region }
    expect((await context(cart({ ...eur, shipping_address: berlin }))).market).toBe("DE")
    expect((await context(cart({ ...eur, shipping_address: null }))).market).toBe("AT")
    const open = {
      ...eur,
      shipping_address: null,
      region: { countries: [{ iso_2: "at" }, { iso_2: "de" }] },
    }
    await expect(contextOf(cart(open))).rejects.toThrow("Klarna needs a country")
  })

  it.each([
    [
      "a country that Klarna does not serve",
      { billing_address: { ...ALICE, country_code: "jp" } },
      {},
      "not available in JP",
    ],
    [
      "a market that is switched off",
      {},
      { settings: { available: false } },
      "switched off for SE",
    ],
    ["no credentials", {}, { options: { credentials: {} } }, "No Klarna credentials for SE"],
  ])("F15: says why Klarna is unavailable: %s", async (_why, more, setup, reason) => {
    await expect(contextOf(cart(more), setup)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(reason),
    })
  })

  it("is read in one query, of a cart as of an order", async () => {
    expect((await contextOf(cart())).asked).toEqual(["cart"])
    expect((await contextOf(collection("299"))).asked).toEqual(["payment_collection"])
  })
})

describe("the locale", () => {
  it.each([
    ["sv_SE", "sv-SE"],
    ["en-US", "en-SE"],
    ["fr-FR", "sv-SE"],
    [null, "sv-SE"],
  ])("F14: of a cart in %s is never refused in Sweden: %s", async (locale, expected) => {
    expect((await context(cart({ locale }))).locale).toBe(expected)
  })

  it("F14: is Greek where the address is, whatever the shop speaks", async () => {
    const athens = {
      ...ALICE,
      first_name: "Ελένη",
      address_1: "Ερμού 1",
      city: "Αθήνα",
      country_code: "gr",
    }
    const greece = {
      currency_code: "eur",
      locale: "en-GR",
      region: { countries: [{ iso_2: "gr" }] },
    }
    const greek = { ...greece, billing_address: athens, shipping_address: athens }
    const latin = { ...ALICE, address_1: "Ermou 1", city: "Athina", country_code: "gr" }
    expect((await context(cart(greek))).locale).toBe("el-GR")
    expect(
      (await context(cart({ ...greece, billing_address: latin, shipping_address: latin }))).locale
    ).toBe("en-GR")
  })
})

describe("a company", () => {
  const company = { ...ALICE, company: "Ek & Co AB" }
  const bought = cart({
    billing_address: company,
    shipping_address: company,
    metadata: { klarna: { organization_registration_id: "556036-0793" } },
  })

  it("pays as an organisation where business is on", async () => {
    const read = await context(bought, { settings: { b2b: true } })
    expect(read).toMatchObject({
      customerType: "organization",
      customer: { type: "organization", organization_registration_id: "556036-0793" },
      billingAddress: { organization_name: "Ek & Co AB" },
      shippingAddress: { organization_name: "Ek & Co AB" },
    })
    expect(JSON.stringify(sessionBody(read))).not.toContain("556036")
  })

  it("is a person where business is off, with no word of an organisation", async () => {
    const read = await context(bought)
    expect(read).toMatchObject({ customerType: "person", customer: undefined })
    expect(JSON.stringify([sessionBody(read), authorizeData(read)])).not.toContain("organization")
  })
})

describe("extra merchant data", () => {
  const account = {
    id: "cus_1",
    has_account: true,
    created_at: "2024-02-13T10:49:20.987Z",
    updated_at: new Date("2026-03-13T11:45:27Z"),
  }
  const on = { settings: { extra_merchant_data: true } }

  it("tells of the account of a customer who has one, with the approval alone", async () => {
    const read = await context(cart({ customer: account }), on)
    expect(JSON.parse(read.attachment?.body ?? "")).toEqual({
      customer_account_info: [
        {
          unique_account_identifier: "cus_1",
          account_registration_date: "2024-02-13T10:49:20Z",
          account_last_modified: "2026-03-13T11:45:27Z",
        },
      ],
    })
    expect(authorizeData(read)).toHaveProperty("attachment")
    expect(sessionBody(read)).not.toHaveProperty("attachment")
    expect(orderBody(authorizeData(read), read)).not.toHaveProperty("attachment")
  })

  it("tells nothing of a guest, or where it is off", async () => {
    expect((await context(cart(), on)).attachment).toBeUndefined()
    expect((await context(cart({ customer: null }), on)).attachment).toBeUndefined()
    expect((await context(cart({ customer: account }))).attachment).toBeUndefined()
  })
})

describe("capturing at once", () => {
  const download = mug({ id: "item_e", requires_shipping: false })
  it.each([
    ["manual", [download], false],
    ["on_shipment", [download], false],
    ["immediate_digital", [download], true],
    ["immediate_digital", [download, mug()], false],
    ["immediate_digital", [mug({ requires_shipping: null })], false],
    ["immediate_digital", [], false],
    ["immediate", [mug()], true],
  ] as const)("is, with %s, as the goods are", async (capture, items, expected) => {
    expect((await context(cart({ items }), { settings: { capture } })).autoCapture).toBe(expected)
  })
})

describe("an order", () => {
  it("gives its number, and says when it was cancelled", async () => {
    const order = { id: "order_1", display_id: 7, status: "pending" }
    expect(await context(cart({ order }))).toMatchObject({
      orderId: "order_1",
      reference: "7",
      orderCanceled: false,
    })
    expect(await context(cart({ order: { ...order, status: "canceled" } }))).toMatchObject({
      orderCanceled: true,
    })
    expect(await context(collection("299", { status: "canceled" }))).toMatchObject({
      orderCanceled: true,
    })
    expect(await context(cart())).toMatchObject({
      orderId: undefined,
      reference: undefined,
      orderCanceled: false,
    })
  })

  it("F1: has the tax rate of its lines, which Medusa gives in another shape than a cart's", async () => {
    const rates = [{ rate: { numeric: 25 }, raw_rate: { value: "25", precision: 20 } }]
    const [ofCart] = (await context(cart())).totals.order_lines
    const [ofOrder] = (await context(collection("299", { items: [mug({ tax_lines: rates })] })))
      .totals.order_lines
    expect(ofCart).toMatchObject({ tax_rate: 2500, total_tax_amount: 5000 })
    expect(ofOrder).toEqual(ofCart)
  })

  it("is paid as far as its payment collection asks", async () => {
    const whole = await context(collection("299"))
    expect(whole).toMatchObject({
      orderId: "order_1",
      reference: "7",
      internalReference: "pay_col_1",
    })
    expect(whole.totals.order_amount).toBe(29900)
    expect(whole.totals.order_lines[0]).toMatchObject({ reference: "MUG", quantity: 2 })

    const { totals } = await context(collection("99.50"))
    expect(totals.order_amount).toBe(9950)
    expect(totals.order_lines.reduce((sum, line) => sum + line.total_amount, 0)).toBe(9950)

    await expect(contextOf(collection("0"))).rejects.toThrow("nothing to pay")
    await expect(contextOf(collection("-5"))).rejects.toThrow("nothing to pay")
    await expect(contextOf(collection("299.01"))).rejects.toThrow("more than the order is worth")
  })

  it("can't be paid where it is gone, nobody's, or in another currency", async () => {
    await expect(contextOf(undefined)).rejects.toThrow("The cart does not exist")
    await expect(contextOf({ ...collection("299"), order: null })).rejects.toThrow(
      "neither a cart nor an order"
    )
    await expect(contextOf({ ...collection("299"), currency_code: "eur" })).rejects.toThrow(
      "another currency"
    )
    await expect(contextOf(cart({ raw_total: null }))).rejects.toThrow("can't be read: raw_total")
  })
})

describe("the addresses that Klarna is given", () => {
  it("are the same each time, so that nothing is updated for them", async () => {
    const first = await context(cart())
    expect(first.merchantUrls).toMatchObject({
      confirmation: "https://shop.example/se/order/confirmed?cart_id=cart_1",
      authorization: expect.stringMatching(/^https:\/\/backend\.example\/hooks\/klarna\//),
      notification: expect.stringMatching(/^https:\/\/backend\.example\/hooks\/klarna\//),
    })
    const again = await context(cart({ items: [mug({ quantity: 3 })] }))
    expect(hashOf(again.merchantUrls)).toBe(hashOf(first.merchantUrls))
  })

  it("hold a page that is found by the order's id only once there is an order", async () => {
    const settings = { confirmation_url_pattern: "{storefront_url}/thanks/{order_id}" }
    const order = { id: "order_1", display_id: 7, status: "pending" }
    expect((await context(cart(), { settings })).merchantUrls).not.toHaveProperty("confirmation")
    expect((await context(cart({ order }), { settings })).merchantUrls).toMatchObject({
      confirmation: "https://shop.example/thanks/order_1",
    })
  })

  it("are none where neither shop nor backend is https", async () => {
    const options = {
      storefront_url: "http://localhost:8000",
      backend_url: "http://localhost:9000",
    }
    expect((await context(cart(), { options })).merchantUrls).toBeUndefined()
  })
})
