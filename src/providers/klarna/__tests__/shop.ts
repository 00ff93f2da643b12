import { connectionFor, parseKlarnaOptions } from "../../../options"
import type { Subject } from "../../../purchase/ports"
import { resolveSettings, type SettingValues } from "../../../settings"
import { loadContext, type ContextDeps } from "../order-context"

type Row = Record<string, unknown>

export const ALICE = {
  id: "caaddr_1",
  first_name: "Alice",
  last_name: "Test",
  address_1: "Södra Blasieholmshamnen 2",
  postal_code: "11148",
  city: "Stockholm",
  country_code: "se",
  company: null,
  phone: null,
}

export const CART: Subject = { type: "cart", id: "cart_1" }
export const COLLECTION: Subject = { type: "payment_collection", id: "pay_col_1" }

const amount = (value: string) => ({ value, precision: 20 })

const priced = (total: string) => ({
  raw_total: amount(total),
  raw_original_total: amount(total),
  raw_tax_total: amount("0"),
  raw_original_tax_total: amount("0"),
  is_tax_inclusive: true,
  tax_lines: [{ rate: 25 }],
})

export const mug = (more: Row = {}) => ({
  id: "item_mug",
  ...priced("250"),
  title: "Mug",
  variant_sku: "MUG",
  product_handle: "mug",
  quantity: 2,
  requires_shipping: true,
  ...more,
})

/** A cart as Medusa's query gives it: a mug or two to Sweden. */
export const cart = (more: Row = {}): Row => ({
  id: "cart_1",
  currency_code: "sek",
  email: "alice@shop.example",
  locale: null,
  raw_total: amount("299"),
  metadata: null,
  items: [mug()],
  shipping_methods: [
    { id: "casm_1", ...priced("49"), name: "PostNord", shipping_option_id: "so_1" },
  ],
  credit_lines: [],
  shipping_address: ALICE,
  billing_address: ALICE,
  region: { id: "reg_1", countries: [{ iso_2: "se" }] },
  customer: {
    id: "cus_1",
    has_account: false,
    created_at: "2024-02-13T10:49:20.987Z",
    updated_at: "2026-03-13T11:45:27.001Z",
  },
  ...more,
})

/** A payment collection of an order with the same goods. */
export const collection = (toPay: string, order: Row = {}): Row => ({
  id: "pay_col_1",
  currency_code: "sek",
  raw_amount: amount(toPay),
  order: cart({ id: "order_1", display_id: 7, status: "pending", ...order }),
})

export type Setup = { settings?: SettingValues; options?: Record<string, unknown> }

const OPTIONS = {
  credentials: { eu: { api_key: "klarna_test_api_eu" } },
  storefront_url: "https://shop.example",
  backend_url: "https://backend.example",
}

/** Reads a row as the provider would, and counts the queries that it takes. */
export async function contextOf(row: Row | undefined, { settings = {}, options = {} }: Setup = {}) {
  const parsed = parseKlarnaOptions({ ...OPTIONS, ...options }, {})
  const asked: string[] = []
  const deps: ContextDeps = {
    query: {
      graph: async ({ entity }) => {
        asked.push(entity)
        return { data: row ? [row] : [] }
      },
    },
    klarna: {
      options: parsed,
      connection: (country) => connectionFor(parsed, country),
      settingsFor: async () => resolveSettings({}, settings),
    },
  }
  const subject = row && "order" in row && "raw_amount" in row ? COLLECTION : CART
  return { ...(await loadContext(subject, deps)), asked }
}
