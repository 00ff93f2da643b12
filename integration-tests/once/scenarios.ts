/** An address as Medusa's store API takes it. */
export type Address = {
  first_name: string
  last_name: string
  address_1: string
  address_2?: string
  postal_code: string
  city: string
  country_code: string
  province?: string
  phone: string
}

/** One purchase to be made. */
export type Scenario = {
  market: string
  title: string
  email: string
  address: Address
  /** At least two lines: each line is a parcel, the first on its own. */
  items: { handle: string; sku: string; quantity: number }[]
  shipping: string
  promotion?: string
  /** Store credit in major units. */
  storeCredit?: number
  /** Whether the shipment captures, or an admin does before. */
  capture: "on_shipment" | "manual"
  trackingUrl: string
  /** What must show on Klarna's lines, beside what must always be true. */
  expect: { taxRates?: number[]; lineTypes?: string[] }
}

// The shoppers are Klarna's published test data.
export const SCENARIOS: Scenario[] = [
  {
    market: "SE",
    title: "prices with 25 % tax, captured by the shipment",
    email: "customer@email.se",
    address: {
      first_name: "Alice",
      last_name: "Test",
      address_1: "Södra Blasieholmshamnen 2",
      postal_code: "11148",
      city: "Stockholm",
      country_code: "se",
      phone: "+46701740615",
    },
    items: [
      { handle: "wool-sweater", sku: "SWEATER-M", quantity: 2 },
      { handle: "ceramic-mug", sku: "MUG-MOSS", quantity: 3 },
    ],
    shipping: "PostNord",
    capture: "on_shipment",
    trackingUrl: "https://tracking.postnord.com/se/?id=",
    expect: { taxRates: [2500], lineTypes: ["physical", "shipping_fee"] },
  },
  {
    market: "DE",
    title: "a promotion and two tax rates, captured by an admin",
    email: "customer@email.de",
    address: {
      first_name: "Mock",
      last_name: "Mock",
      address_1: "Neue Schönhauser Str. 2",
      postal_code: "10178",
      city: "Berlin",
      country_code: "de",
      phone: "+4917614284340",
    },
    items: [
      { handle: "notebook-set", sku: "NOTEBOOK-A5", quantity: 3 },
      { handle: "coffee-beans", sku: "COFFEE-1000", quantity: 2 },
      { handle: "childrens-book", sku: "BOOK-HARDCOVER", quantity: 1 },
    ],
    shipping: "DHL Paket",
    promotion: "TEN",
    capture: "manual",
    trackingUrl: "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=",
    expect: { taxRates: [1900, 700] },
  },
  {
    market: "US",
    title: "sales tax, captured by an admin",
    email: "customer@email.us",
    address: {
      first_name: "Test",
      last_name: "Person-us",
      address_1: "509 Amsterdam Ave",
      postal_code: "10024-3941",
      city: "New York",
      country_code: "us",
      province: "NY",
      phone: "+13106683312",
    },
    items: [
      { handle: "running-shoes", sku: "SHOES-42", quantity: 1 },
      { handle: "notebook-set", sku: "NOTEBOOK-A6", quantity: 3 },
    ],
    shipping: "UPS Ground",
    capture: "manual",
    trackingUrl: "https://www.ups.com/track?tracknum=",
    expect: { lineTypes: ["physical", "shipping_fee", "sales_tax"] },
  },
  {
    market: "GB",
    title: "store credit, captured by the shipment",
    email: "customer@email.uk",
    address: {
      first_name: "Test",
      last_name: "Person-uk",
      address_1: "10 New Burlington Street",
      address_2: "Apt. 214",
      postal_code: "W1S 3BE",
      city: "London",
      country_code: "gb",
      phone: "+447755564318",
    },
    items: [
      { handle: "rain-jacket", sku: "JACKET-M", quantity: 1 },
      { handle: "childrens-book", sku: "BOOK-PAPERBACK", quantity: 2 },
    ],
    shipping: "Royal Mail",
    storeCredit: 25,
    capture: "on_shipment",
    trackingUrl: "https://www.royalmail.com/track-your-item#/tracking-results/",
    expect: { taxRates: [2000, 0] },
  },
]
