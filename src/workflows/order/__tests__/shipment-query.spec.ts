import { ShipmentSchema, shippingInfoOf } from "../shipment-query"

function shipment(more: Record<string, unknown>) {
  return ShipmentSchema.parse({ id: "ful_1", items: [], shipped_at: "2026-01-01", ...more })
}

describe("F19: what Klarna is told of a shipment", () => {
  it("is each label with its carrier", () => {
    const info = shippingInfoOf(
      shipment({
        shipping_option: { name: "Standard" },
        labels: [
          { tracking_number: " JD1 ", tracking_url: "https://www.dhl.de/track?id=JD1" },
          { tracking_number: "1Z2", tracking_url: "https://www.ups.com/track?tracknum=1Z2" },
        ],
      })
    )
    expect(info).toEqual([
      expect.objectContaining({
        tracking_number: "JD1",
        tracking_uri: "https://www.dhl.de/track?id=JD1",
      }),
      expect.objectContaining({ shipping_company: "ups", tracking_number: "1Z2" }),
    ])
    expect(info[0]?.shipping_company).toMatch(/^dhl/)
  })

  it("stays within Klarna's limits", () => {
    const [info] = shippingInfoOf(
      shipment({
        shipping_option: { name: "C".repeat(300) },
        labels: [
          {
            tracking_number: "N".repeat(300),
            tracking_url: `https://t.example/${"x".repeat(2000)}`,
          },
        ],
      })
    )
    expect(info?.tracking_number).toHaveLength(100)
    expect(info?.shipping_company?.length).toBeLessThanOrEqual(100)
    expect(info).not.toHaveProperty("tracking_uri")
  })

  it("is nothing where there is no tracking", () => {
    expect(shippingInfoOf(shipment({ labels: [] }))).toEqual([])
    expect(
      shippingInfoOf(shipment({ labels: [{ tracking_number: "", tracking_url: "" }] }))
    ).toEqual([])
    expect(shippingInfoOf(shipment({}))).toEqual([])
  })
})
