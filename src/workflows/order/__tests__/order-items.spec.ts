import type { OrderLine } from "../../../klarna/wire"
import { clipReference } from "../../../klarna/order/text"
import { linesByItem } from "../order-items"

const line = (reference: string, quantity: number, name = reference): OrderLine => ({
  type: "physical",
  name,
  reference,
  quantity,
  unit_price: 100,
  total_amount: 100 * quantity,
})
const item = (id: string, variant_sku: string | null, quantity: number, product_title = id) => ({
  id,
  variant_sku,
  quantity,
  product_title,
  raw_total: 1,
})

describe("the Klarna line of an order's item", () => {
  it("is the one with its SKU, and never that of a SKU which only begins alike", () => {
    const found = linesByItem(
      [item("a", "SHIRT", 1), item("b", "SHIRT-M", 1)],
      [line("SHIRT-M", 1), line("SHIRT", 1)]
    )
    expect(found.get("a")?.reference).toBe("SHIRT")
    expect(found.get("b")?.reference).toBe("SHIRT-M")
  })

  it("is found by quantity where two items have one SKU, and given once", () => {
    const found = linesByItem(
      [item("a", "MUG", 3), item("b", "MUG", 1)],
      [line("MUG", 1), line("MUG#2", 3)]
    )
    expect(found.get("a")?.reference).toBe("MUG#2")
    expect(found.get("b")?.reference).toBe("MUG")
  })

  it("F22: is found by the reference that a long SKU was clipped to", () => {
    const sku = "X".repeat(100)
    const [found] = linesByItem(
      [item("a", sku, 1)],
      [line("other", 1), { ...line("", 1), reference: clipReference(sku) }]
    ).values()
    expect(found?.reference).toBe(clipReference(sku))
  })

  it("is found by name where there is no SKU, and is never shipping", () => {
    const shipping: OrderLine = { ...line("Mug", 1, "Mug delivery"), type: "shipping_fee" }
    const found = linesByItem(
      [item("a", null, 1, "Mug")],
      [shipping, line("ordli", 1, "Mug - Blue")]
    )
    expect(found.get("a")?.name).toBe("Mug - Blue")
    expect(linesByItem([item("a", null, 1, "Mug")], [shipping]).size).toBe(0)
  })
})
