import { buildOrderLines, InvalidOrderError } from "../build-order-lines"
import { checkOrder } from "../check-order"
import { line, order } from "./lines"

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe("an order with tax inside its prices", () => {
  it("tells a plain line as it is", () => {
    const built = buildOrderLines(order([line({ quantity: 2, total: 250 })], { total: 250 }))
    expect(built).toEqual({
      order_amount: 25_000,
      order_tax_amount: 5_000,
      order_lines: [
        {
          type: "physical",
          reference: "MUG",
          name: "Mug",
          quantity: 2,
          unit_price: 12_500,
          total_discount_amount: 0,
          total_amount: 25_000,
          tax_rate: 2_500,
          total_tax_amount: 5_000,
        },
      ],
    })
  })

  it("F4: puts a promotion on its own item, so that its tax is the item's", () => {
    const built = buildOrderLines(
      order(
        [
          line({ total: 80, original_total: 100 }),
          line({ reference: "BOOK", total: 50, tax_rates: [6] }),
        ],
        { total: 130 }
      )
    )
    expect(built.order_lines[0]).toMatchObject({
      unit_price: 10_000,
      total_discount_amount: 2_000,
      total_amount: 8_000,
      total_tax_amount: 1_600,
    })
    expect(built.order_lines[1]).toMatchObject({
      total_discount_amount: 0,
      tax_rate: 600,
      total_tax_amount: 283,
    })
  })

  it("tells three for 10.00, which no unit price can, with a discount of the rest", () => {
    const [only] = buildOrderLines(
      order([line({ quantity: 3, total: 10 })], { total: 10 })
    ).order_lines
    expect(only).toMatchObject({
      quantity: 3,
      unit_price: 334,
      total_discount_amount: 2,
      total_amount: 1_000,
    })
  })

  it("F1: takes the rate from the tax lines and the tax from its own gross, whatever the shop's tax says", () => {
    const [only] = buildOrderLines(
      order([line({ total: 19.9, tax_total: 3.17, tax_rates: ["19"] })], { total: 19.9 })
    ).order_lines
    expect(only).toMatchObject({ tax_rate: 1_900, total_tax_amount: 318 })
  })

  it("F2: gives the cent that rounding loses to the line that lost most", () => {
    const lines = ["A", "B", "C"].map((reference) => line({ reference, total: "3.335" }))
    const built = buildOrderLines(order(lines, { total: "10.005" }))
    expect(built.order_amount).toBe(1_001)
    expect(built.order_lines.map(({ total_amount }) => total_amount)).toEqual([334, 334, 333])
  })

  it("F2: names what the lines do not explain: a surcharge above, a discount below", () => {
    const above = buildOrderLines(order([line({ total: 90 })], { total: 100 }))
    expect(above.order_lines[1]).toMatchObject({
      type: "surcharge",
      total_amount: 1_000,
      total_tax_amount: 0,
    })
    const below = buildOrderLines(order([line({ total: 100 })], { total: 90 }))
    expect(below.order_lines[1]).toMatchObject({
      type: "discount",
      total_amount: -1_000,
      unit_price: -1_000,
    })
    const alone = buildOrderLines(order([], { total: 12.34 }))
    expect(alone.order_lines).toMatchObject([{ type: "surcharge", total_amount: 1_234 }])
    for (const built of [above, below, alone]) expect(checkOrder(built)).toEqual([])
  })

  it("F5: adds the rates of a shipping method that has several, in basis points", () => {
    const shipping = line({
      type: "shipping_fee",
      reference: "so_1",
      total: 10,
      tax_rates: ["5.75", 4],
    })
    const [fee] = buildOrderLines(order([shipping], { total: 10 })).order_lines
    expect(fee).toMatchObject({ type: "shipping_fee", tax_rate: 975, total_tax_amount: 89 })
  })

  it("F5: rounds a rate that is no whole basis point and stays within Klarna's rule", () => {
    const built = buildOrderLines(
      order([line({ total: 114.98, tax_rates: [5, 9.975] })], { total: 114.98 })
    )
    expect(built.order_lines[0]).toMatchObject({ tax_rate: 1_498 })
    expect(checkOrder(built)).toEqual([])
  })

  it("never goes beyond Klarna's highest rate", () => {
    const built = buildOrderLines(order([line({ total: 300, tax_rates: [200] })], { total: 300 }))
    expect(built.order_lines[0]).toMatchObject({ tax_rate: 10_000, total_tax_amount: 15_000 })
    expect(checkOrder(built)).toEqual([])
  })

  it("F6: tells gift cards and store credit as negative lines without tax", () => {
    const built = buildOrderLines(
      order([line({ total: 100 })], {
        total: 55.5,
        credits: [
          { id: "SECRET-CODE", type: "gift_card", name: "Gift card", amount: 40 },
          { id: "cred_2", type: "store_credit", name: "", amount: "4.5" },
        ],
      })
    )
    expect(built.order_lines.slice(1)).toEqual([
      {
        type: "gift_card",
        reference: "gift_card",
        name: "Gift card",
        quantity: 1,
        unit_price: -4_000,
        total_discount_amount: 0,
        total_amount: -4_000,
        tax_rate: 0,
        total_tax_amount: 0,
      },
      expect.objectContaining({ type: "store_credit", name: "Store credit", total_amount: -450 }),
    ])
    expect(JSON.stringify(built)).not.toContain("SECRET-CODE")
    expect(checkOrder(built)).toEqual([])
  })

  it("F6: tells a line below zero, as of a swap, as a discount and never as a negative surcharge", () => {
    const swap = line({ type: "surcharge", reference: "SWAP", total: -25, original_total: -25 })
    const built = buildOrderLines(order([line({ total: 100 }), swap], { total: 75 }))
    expect(built.order_lines[1]).toMatchObject({
      type: "discount",
      unit_price: -2_500,
      total_tax_amount: -500,
    })
    expect(checkOrder(built)).toEqual([])
  })

  it("F6: tells a credit below zero as a surcharge", () => {
    const built = buildOrderLines(
      order([line()], {
        total: 110,
        credits: [{ id: "c", type: "store_credit", name: "Return fee", amount: -10 }],
      })
    )
    expect(built.order_lines[1]).toMatchObject({
      type: "surcharge",
      name: "Return fee",
      total_amount: 1_000,
    })
  })

  it("keeps free shipping, and leaves out what was returned entirely", () => {
    const built = buildOrderLines(
      order([
        line(),
        line({ reference: "GONE", quantity: 0, total: 0 }),
        line({ type: "shipping_fee", reference: "free", total: 0 }),
      ])
    )
    expect(built.order_lines.map(({ reference }) => reference)).toEqual(["MUG", "free"])
  })

  it("tells 1.5 kg as one piece with its quantity in the name", () => {
    const [cheese] = buildOrderLines(
      order([line({ name: "Cheese", quantity: "1.5", total: 180 })], { total: 180 })
    ).order_lines
    expect(cheese).toMatchObject({ name: "1.5 × Cheese", quantity: 1, unit_price: 18_000 })
  })

  it("tells a thousand screws at a fraction of a cent as one piece, rather than with a discount that nobody gave", () => {
    const [screws] = buildOrderLines(
      order([line({ name: "Screw", quantity: 1000, total: "15" })], { total: 15 })
    ).order_lines
    expect(screws).toMatchObject({
      name: "1000 × Screw",
      quantity: 1,
      unit_price: 1_500,
      total_discount_amount: 0,
    })
  })

  it("has two decimals in Hungary and Czechia too", () => {
    expect(
      buildOrderLines(order([line({ total: 4990 })], { currency: "huf", total: 4990 })).order_amount
    ).toBe(499_000)
    expect(
      buildOrderLines(order([line({ total: 99.9 })], { currency: "CZK", total: 99.9 })).order_amount
    ).toBe(9_990)
  })
})

describe("an order with tax of its own", () => {
  const american = { currency: "USD", tax_form: "sales_tax" } as const

  it("has net lines without a rate and one tax line, which counts once", () => {
    const shirt = line({
      total: "108.875",
      original_total: "108.875",
      tax_total: "8.875",
      original_tax_total: "8.875",
      tax_rates: [8.875],
    })
    const fee = line({
      type: "shipping_fee",
      reference: "ups",
      name: "UPS",
      total: 7,
      tax_total: 0,
      original_tax_total: 0,
      tax_rates: [],
    })
    const built = buildOrderLines(order([shirt, fee], { ...american, total: "115.875" }))
    expect(built).toEqual({
      order_amount: 11_588,
      order_tax_amount: 888,
      order_lines: [
        expect.objectContaining({ reference: "MUG", unit_price: 10_000, total_amount: 10_000 }),
        expect.objectContaining({ reference: "ups", total_amount: 700 }),
        {
          type: "sales_tax",
          reference: "sales_tax",
          name: "Sales Tax",
          quantity: 1,
          unit_price: 888,
          total_discount_amount: 0,
          total_amount: 888,
        },
      ],
    })
    expect(built.order_lines.every((entry) => entry.tax_rate === undefined)).toBe(true)
    expect(checkOrder(built)).toEqual([])
  })

  it("has no tax line where there is no tax", () => {
    const built = buildOrderLines(order([line({ tax_total: 0, original_tax_total: 0 })], american))
    expect(built.order_lines).toHaveLength(1)
    expect(built.order_tax_amount).toBe(0)
  })

  it("shows the promotion before tax", () => {
    const shirt = line({
      total: 86.4,
      original_total: 108,
      tax_total: 6.4,
      original_tax_total: 8,
      tax_rates: [8],
    })
    const [first] = buildOrderLines(order([shirt], { ...american, total: 86.4 })).order_lines
    expect(first).toMatchObject({
      unit_price: 10_000,
      total_discount_amount: 2_000,
      total_amount: 8_000,
    })
  })
})

describe("texts", () => {
  it("F22: clips a long reference to 64 characters with a hash, so that the same SKU stays the same", () => {
    const long = (last: string) => `${"SKU-".repeat(30)}${last}`
    const built = buildOrderLines(
      order([line({ reference: long("A") }), line({ reference: long("B") })], { total: 200 })
    )
    const again = buildOrderLines(order([line({ reference: long("B") })]))
    const [a, b] = built.order_lines.map(({ reference }) => reference ?? "")
    expect(a).toHaveLength(64)
    expect(b).toHaveLength(64)
    expect(a).not.toBe(b)
    expect(again.order_lines[0]?.reference).toBe(b)
  })

  it("F17 F22: keeps two lines of one SKU apart, so that a refund finds its line", () => {
    const twice = [
      line({ id: "item_1" }),
      line({ id: "item_2" }),
      line({ id: "item_3", reference: "MUG#2" }),
    ]
    const references = buildOrderLines(order(twice, { total: 300 })).order_lines.map(
      ({ reference }) => reference
    )
    expect(references[0]).toBe("MUG")
    expect(references[2]).toBe("MUG#2")
    expect(new Set(references).size).toBe(3)
  })

  it("F22: falls back to the reference for an empty name, and to the id for an empty reference", () => {
    const [first] = buildOrderLines(
      order([line({ id: "item_9", name: " ", reference: "" })])
    ).order_lines
    expect(first).toMatchObject({ name: "item_9", reference: "item_9" })
  })

  it("F22: clips names to 255, never half an emoji, without markup and control characters", () => {
    const [first] = buildOrderLines(
      order([line({ name: `<b>Big</b>\u0007\n${"x".repeat(250)}😀😀` })])
    ).order_lines
    expect(first?.name.length).toBeLessThanOrEqual(255)
    expect(first?.name).toMatch(/^Big x+$/)
    expect(() => encodeURIComponent(first?.name ?? "")).not.toThrow()
  })

  it("leaves out what can't be seen, without tearing words apart", () => {
    const [first] = buildOrderLines(
      order([line({ name: "Rind\u00ADfleisch\u200B\tpur" })])
    ).order_lines
    expect(first?.name).toBe("Rindfleisch pur")
  })

  it("leaves out links that Klarna can't open and identifiers that are empty", () => {
    const [first] = buildOrderLines(
      order([
        line({
          image_url: "/static/mug.png",
          product_url: `https://shop.example/${"p".repeat(1100)}`,
          product_identifiers: { brand: "b".repeat(100), color: " " },
          merchant_data: "x".repeat(1025),
        }),
      ])
    ).order_lines
    expect(first).not.toHaveProperty("image_url")
    expect(first).not.toHaveProperty("product_url")
    expect(first).not.toHaveProperty("merchant_data")
    expect(first?.product_identifiers).toEqual({ brand: "b".repeat(70) })
  })

  it("keeps links that can be opened, encoded", () => {
    const [first] = buildOrderLines(
      order([line({ image_url: "https://cdn.example/blå mugg.png" })])
    ).order_lines
    expect(first?.image_url).toBe("https://cdn.example/bl%C3%A5%20mugg.png")
  })
})

describe("very large and impossible orders", () => {
  it("collapses what is beyond 1000 lines into one line a tax rate, with all amounts kept", () => {
    const many = Array.from({ length: 1500 }, (_, index) =>
      line({
        id: `i${index}`,
        reference: `R${index}`,
        total: "1.115",
        tax_rates: [index % 2 ? 25 : 12],
      })
    )
    const shipping = line({ type: "shipping_fee", reference: "ship", total: 5 })
    const built = buildOrderLines(order([...many, shipping], { total: "1677.5" }))
    expect(built.order_lines.length).toBeLessThanOrEqual(1000)
    expect(built.order_lines.filter(({ name }) => name.includes("more items"))).toHaveLength(2)
    expect(built.order_lines.some(({ reference }) => reference === "ship")).toBe(true)
    expect(sum(built.order_lines.map(({ total_amount }) => total_amount))).toBe(167_750)
    expect(checkOrder(built)).toEqual([])
  })

  it.each([
    ["total", order([], { total: -1 })],
    ["total", order([], { total: Number.NaN })],
    ["currency", order([], { currency: "JPY" })],
    ["lines[1].quantity", order([line(), line({ quantity: "many" })])],
    ["lines[0].total", order([line({ total: Number.POSITIVE_INFINITY })])],
    ["lines[0].tax_rates", order([line({ tax_rates: ["x"] })])],
    [
      "credits[0].amount",
      order([line()], { credits: [{ id: "c", type: "gift_card", name: "", amount: "free" }] }),
    ],
  ])("names %s when it is impossible", (field, source) => {
    expect(() => buildOrderLines(source)).toThrow(InvalidOrderError)
    expect(() => buildOrderLines(source)).toThrow(field)
  })

  it("gives the same lines for the same order", () => {
    const source = order([line({ total: "33.335" }), line({ total: "66.665" })])
    expect(buildOrderLines(source)).toEqual(buildOrderLines(structuredClone(source)))
  })
})
