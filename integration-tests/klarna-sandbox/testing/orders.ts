/** Purchases as a careful shop would send them. Each call makes a fresh one, to be changed at will. */

export const address = (email = "customer@email.se") => ({
  given_name: "Alice",
  family_name: "Test",
  email,
  phone: "+46701740615",
  street_address: "Södra Blasieholmshamnen 2",
  city: "Stockholm",
  postal_code: "11148",
  country: "SE",
})

export const line = (more: Record<string, unknown> = {}) => ({
  type: "physical",
  reference: "SKU-1",
  name: "Wool sweater",
  quantity: 2,
  unit_price: 50_000,
  tax_rate: 2500,
  total_amount: 100_000,
  total_tax_amount: 20_000,
  ...more,
})

export const shipping = () => ({
  type: "shipping_fee",
  reference: "postnord",
  name: "PostNord",
  quantity: 1,
  unit_price: 4900,
  tax_rate: 2500,
  total_amount: 4900,
  total_tax_amount: 980,
})

export const swedishOrder = () => ({
  purchase_country: "SE",
  purchase_currency: "SEK",
  locale: "sv-SE",
  order_amount: 104_900,
  order_tax_amount: 20_980,
  order_lines: [line(), shipping()],
})

export const usAddress = (email = "customer@email.us") => ({
  given_name: "Test",
  family_name: "Person-us",
  email,
  phone: "+13106683312",
  street_address: "509 Amsterdam Ave",
  city: "New York",
  region: "NY",
  postal_code: "10024",
  country: "US",
})

export const usOrder = () => ({
  purchase_country: "US",
  purchase_currency: "USD",
  locale: "en-US",
  order_amount: 10_888,
  order_tax_amount: 888,
  order_lines: [
    {
      type: "physical",
      reference: "A",
      name: "Mug",
      quantity: 1,
      unit_price: 10_000,
      total_amount: 10_000,
    },
    { type: "sales_tax", name: "Sales Tax", quantity: 1, unit_price: 888, total_amount: 888 },
  ],
})
