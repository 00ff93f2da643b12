import type {
  AdminKlarnaMarket,
  AdminKlarnaMarketsResponse,
} from "../../../src/api/admin/klarna/markets/types"
import { resolveSettings } from "../../../src/settings"
import { versionOf, withChange, withVersion } from "../apply-change"

const market = (country_code: string, overrides = {}, version = 0): AdminKlarnaMarket => ({
  country_code,
  name: country_code,
  currency_code: "EUR",
  region: null,
  provider_enabled: false,
  api_region: "eu",
  environment: null,
  client_id: null,
  available: false,
  reason_code: null,
  reason: null,
  settings: resolveSettings({}, overrides),
  overrides,
  version,
})

const list: AdminKlarnaMarketsResponse = {
  defaults: { values: {}, settings: resolveSettings({}, {}), version: 4 },
  markets: [market("SE", { "product.on": true }, 2), market("DE")],
}

const productOn = (answer: AdminKlarnaMarketsResponse) =>
  Object.fromEntries(answer.markets.map((row) => [row.country_code, row.settings["product.on"]]))

describe("a change shown before the server has answered", () => {
  it("reaches one market only", () => {
    const next = withChange(list, { market: "DE", values: { "product.on": false } })
    expect(productOn(next)).toEqual({ SE: true, DE: false })
    expect(next.markets[1]?.overrides).toEqual({ "product.on": false })
    expect(next.defaults).toEqual(list.defaults)
  })

  it("of the defaults reaches the markets that follow them, and no other", () => {
    const next = withChange(list, { market: "default", values: { "product.on": false } })
    expect(productOn(next)).toEqual({ SE: true, DE: false })
    expect(next.defaults.settings["product.on"]).toBe(false)
    expect(next.markets[1]?.overrides).toEqual({})
  })

  it("can give a value back to inheritance", () => {
    const off = withChange(list, { market: "default", values: { "product.on": false } })
    const next = withChange(off, { market: "SE", values: { "product.on": null } })
    expect(productOn(next)).toEqual({ SE: false, DE: false })
    expect(next.markets[0]?.overrides).toEqual({})
  })

  it("leaves the list that it was made from as it was", () => {
    withChange(list, { market: "SE", values: { "product.on": false } })
    expect(productOn(list)).toEqual({ SE: true, DE: true })
  })
})

describe("versions", () => {
  it("are read and written for the market that was saved", () => {
    expect([versionOf(list, "SE"), versionOf(list, "DE"), versionOf(list, "default")]).toEqual([
      2, 0, 4,
    ])
    const next = withVersion(withVersion(list, "SE", 3), "default", 5)
    expect([versionOf(next, "SE"), versionOf(next, "DE"), versionOf(next, "default")]).toEqual([
      3, 0, 5,
    ])
  })
})
