import {
  changesOf,
  draftProblem,
  FURTHER_SETTINGS,
  withDraft,
  type Kept,
} from "../further-settings"

const SWEDEN: Kept = {
  own: { b2b: true, capture: "on_shipment" },
  defaults: { capture: "immediate_digital", storefront_url: "https://shop.example" },
}

describe("settings of a market's drawer", () => {
  it("are those that have no column, and belong to checkout, orders or storefront", () => {
    expect(FURTHER_SETTINGS).toEqual([
      "b2b",
      "extra_merchant_data",
      "capture",
      "tax_form",
      "storefront_url",
      "product_url_pattern",
      "confirmation_url_pattern",
    ])
  })

  it("show what will be in force: the draft, else the market's own, else that of all markets", () => {
    const { settings, isOwn } = withDraft(SWEDEN, { b2b: false })
    expect(settings).toMatchObject({
      b2b: false,
      capture: "on_shipment",
      storefront_url: "https://shop.example",
      extra_merchant_data: false,
    })
    expect(["b2b", "capture", "storefront_url"].map((key) => [key, key in SWEDEN.own])).toEqual([
      ["b2b", isOwn("b2b")],
      ["capture", isOwn("capture")],
      ["storefront_url", isOwn("storefront_url")],
    ])
  })

  it("give a value back to all markets", () => {
    const { settings, isOwn } = withDraft(SWEDEN, { capture: null })
    expect(settings.capture).toBe("immediate_digital")
    expect(isOwn("capture")).toBe(false)
  })

  it("save only what was really changed", () => {
    expect(
      changesOf(SWEDEN, {
        b2b: true,
        capture: "manual",
        storefront_url: null,
        extra_merchant_data: false,
      })
    ).toEqual({ capture: "manual", extra_merchant_data: false })
  })

  it("say at once what the server would refuse", () => {
    expect(draftProblem({ storefront_url: "javascript:alert(1)" }, "storefront_url")).toContain(
      "https://"
    )
    expect(
      draftProblem(
        { confirmation_url_pattern: "{storefront_url}/{secret}" },
        "confirmation_url_pattern"
      )
    ).toContain("{cart_id}")
    expect(draftProblem({ storefront_url: "https://shop.example" }, "storefront_url")).toBe(
      undefined
    )
    expect(draftProblem({ storefront_url: null }, "storefront_url")).toBe(undefined)
    expect(draftProblem({}, "storefront_url")).toBe(undefined)
  })
})
