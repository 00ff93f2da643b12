/** A shopper that Klarna's test environment knows. */
export interface SampleShopper {
  email: string
  first_name: string
  last_name: string
  address_1: string
  address_2?: string
  postal_code: string
  city: string
  province?: string
  phone: string
}

/** Klarna's documented sample customers, by market. */
export const SAMPLE_SHOPPERS: Record<string, SampleShopper> = {
  se: {
    email: "customer@email.se",
    first_name: "Alice",
    last_name: "Test",
    address_1: "Södra Blasieholmshamnen 2",
    postal_code: "11148",
    city: "Stockholm",
    phone: "+46701740615",
  },
  de: {
    email: "customer@email.de",
    first_name: "Mock",
    last_name: "Mock",
    address_1: "Neue Schönhauser Str. 2",
    postal_code: "10178",
    city: "Berlin",
    phone: "+4917614284340",
  },
  gb: {
    email: "customer@email.uk",
    first_name: "Test",
    last_name: "Person-uk",
    address_1: "10 New Burlington Street",
    address_2: "Apt. 214",
    postal_code: "W1S 3BE",
    city: "London",
    phone: "+447755564318",
  },
  us: {
    email: "customer@email.us",
    first_name: "Test",
    last_name: "Person-us",
    address_1: "509 Amsterdam Ave",
    postal_code: "10024-3941",
    city: "New York",
    province: "NY",
    phone: "+13106683312",
  },
  nl: {
    email: "customer@email.nl",
    first_name: "Test",
    last_name: "Person-nl",
    address_1: "Osdorpplein 137",
    postal_code: "1068 SR",
    city: "Amsterdam",
    phone: "+31689124321",
  },
  no: {
    email: "customer@email.no",
    first_name: "Jane",
    last_name: "Test",
    address_1: "Edvard Munchs Plass 1",
    postal_code: "0194",
    city: "Oslo",
    phone: "+4740123456",
  },
}
