import { CARRIER_HOSTS, CARRIER_NAMES } from "../carrier-table"
import { carrierFor } from "../carriers"

it.each([
  ["https://www.postnord.se/track?id=1", "postnord"],
  ["https://tracking.postnord.com/se/?id=1", "postnord"],
  ["https://nolp.dhl.de/nextt-online-public/set?x", "dhl-germany"],
  ["https://www.dhl.com/se-en/home/tracking/tracking-express.html", "dhl-express"],
  ["https://www.dhl.com/global-en/home/tracking.html", "dhl"],
  ["https://www.ups.com/track?tracknum=1Z", "ups"],
  ["https://tracking.dpd.de/parcelstatus", "dpd-de"],
  ["https://gls-group.com/DK/da/find-pakke", "gls-da"],
  ["https://sporing.posten.no/sporing/1", "posten-norge"],
])("F19: knows the carrier of %s", (trackingUrl, code) => {
  expect(carrierFor({ trackingUrl, names: ["DPD"] })).toBe(code)
})

it.each([
  ["PostNord MyPack Collect", "postnord"],
  ["fp_postnord_mypack", "postnord"],
  ["DHL Express Worldwide", "dhl-express"],
  ["Correos Express 24h", "correosexpress"],
  ["Česká pošta", "ceska-posta"],
  ["Österreichische Post", "austrian-post"],
])("F19: knows the carrier by the name %s", (name, code) => {
  expect(carrierFor({ names: [undefined, name] })).toBe(code)
})

it("F19: passes a carrier on that it does not know, and says nothing where nothing is known", () => {
  expect(carrierFor({ names: ["manual_manual", "Bike Messenger"] })).toBe("Bike Messenger")
  expect(
    carrierFor({
      trackingUrl: "not a link",
      names: ["manual_manual", "Standard Shipping", null, " "],
    })
  ).toBeUndefined()
})

it("does not take a look-alike host or a part of a word for a carrier", () => {
  expect(carrierFor({ trackingUrl: "https://notups.com/1", names: [] })).toBeUndefined()
  expect(carrierFor({ trackingUrl: "https://ups.com.evil.example/1", names: [] })).toBeUndefined()
  expect(carrierFor({ names: ["Pickups only"] })).toBe("Pickups only")
})

it("has about a hundred codes, each reachable, none hidden by an earlier entry", () => {
  const codes = new Set([...CARRIER_HOSTS, ...CARRIER_NAMES].map(([, code]) => code))
  expect(codes.size).toBeGreaterThanOrEqual(90)
  for (const code of codes) expect(code).toMatch(/^[a-z0-9-]{2,100}$/)
  for (const [words, code] of CARRIER_NAMES) expect(carrierFor({ names: [words] })).toBe(code)
  for (const [host, code, path] of CARRIER_HOSTS) {
    expect(
      carrierFor({ trackingUrl: `https://${host}/${(path ?? "").replace(/\//g, "")}/1`, names: [] })
    ).toBe(code)
  }
})
