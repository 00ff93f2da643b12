/** A switch. */
export type BooleanField = { kind: "boolean"; default: boolean }

/** One of a list. */
export type ChoiceField = { kind: "choice"; default: string; choices: readonly string[] }

/** A line of text. `url` is an http(s) address or empty; `url_pattern` is one with placeholders. */
export type TextField = {
  kind: "text"
  default: string
  max_length: number
  format: "url" | "url_pattern"
  placeholders?: readonly string[]
}

/** What the fields of the settings have in common. */
type FieldBase = {
  /** Which heading the field belongs under. */
  group: "availability" | "placements" | "express" | "checkout" | "orders" | "storefront"
  /** Key of the field's texts in the admin's translations. A key of its own, since dots nest there. */
  label: string
  /** Which page of the shop the field shows on; none where it is not about a page. */
  page?: "every" | "product" | "cart" | "checkout"
  /** Shown as a column in the overview of all markets. */
  overview?: true
}

/** One row of the table of settings. */
export type SettingField = FieldBase & (BooleanField | ChoiceField | TextField)

const PLACEMENT_THEMES = ["default", "dark", "custom"] as const
const CREDIT_KEYS = ["credit-promotion-auto-size", "credit-promotion-badge"] as const
const BUTTON_THEMES = ["default", "dark", "light", "outlined"] as const
const BUTTON_SHAPES = ["default", "rect", "pill"] as const

/**
 * Everything that can be set for a market, once. Types, checks, the API's schema, the admin form and the storefront's config are
 * derived from this table. Keys are flat and dotted, as they are kept in the database.
 *
 * Placement keys and themes, and the themes and shapes of express buttons: Klarna's documentation of on-site messaging and of
 * express checkout.
 */
export const SETTING_FIELDS = {
  available: {
    kind: "boolean",
    default: true,
    group: "availability",
    label: "available",
    overview: true,
  },

  "top_banner.on": {
    kind: "boolean",
    default: true,
    group: "placements",
    label: "top_banner_on",
    page: "every",
    overview: true,
  },
  "top_banner.key": {
    kind: "choice",
    default: "top-strip-promotion-badge",
    choices: ["top-strip-promotion-badge", "top-strip-promotion-auto-size"],
    group: "placements",
    label: "top_banner_key",
    page: "every",
  },
  "top_banner.theme": {
    kind: "choice",
    default: "default",
    choices: PLACEMENT_THEMES,
    group: "placements",
    label: "top_banner_theme",
    page: "every",
  },

  "product.on": {
    kind: "boolean",
    default: true,
    group: "placements",
    label: "product_on",
    page: "product",
    overview: true,
  },
  "product.key": {
    kind: "choice",
    default: "credit-promotion-auto-size",
    choices: CREDIT_KEYS,
    group: "placements",
    label: "product_key",
    page: "product",
  },
  "product.theme": {
    kind: "choice",
    default: "default",
    choices: PLACEMENT_THEMES,
    group: "placements",
    label: "product_theme",
    page: "product",
  },

  "cart.on": {
    kind: "boolean",
    default: true,
    group: "placements",
    label: "cart_on",
    page: "cart",
    overview: true,
  },
  "cart.key": {
    kind: "choice",
    default: "credit-promotion-auto-size",
    choices: CREDIT_KEYS,
    group: "placements",
    label: "cart_key",
    page: "cart",
  },
  "cart.theme": {
    kind: "choice",
    default: "default",
    choices: PLACEMENT_THEMES,
    group: "placements",
    label: "cart_theme",
    page: "cart",
  },

  "footer.on": {
    kind: "boolean",
    default: true,
    group: "placements",
    label: "footer_on",
    page: "every",
    overview: true,
  },
  "footer.key": {
    kind: "choice",
    default: "footer-promotion-auto-size",
    choices: ["footer-promotion-auto-size"],
    group: "placements",
    label: "footer_key",
    page: "every",
  },
  "footer.theme": {
    kind: "choice",
    default: "default",
    choices: PLACEMENT_THEMES,
    group: "placements",
    label: "footer_theme",
    page: "every",
  },

  "express_product.on": {
    kind: "boolean",
    default: false,
    group: "express",
    label: "express_product_on",
    page: "product",
    overview: true,
  },
  "express_product.theme": {
    kind: "choice",
    default: "default",
    choices: BUTTON_THEMES,
    group: "express",
    label: "express_product_theme",
    page: "product",
  },
  "express_product.shape": {
    kind: "choice",
    default: "default",
    choices: BUTTON_SHAPES,
    group: "express",
    label: "express_product_shape",
    page: "product",
  },

  "express_cart.on": {
    kind: "boolean",
    default: false,
    group: "express",
    label: "express_cart_on",
    page: "cart",
    overview: true,
  },
  "express_cart.theme": {
    kind: "choice",
    default: "default",
    choices: BUTTON_THEMES,
    group: "express",
    label: "express_cart_theme",
    page: "cart",
  },
  "express_cart.shape": {
    kind: "choice",
    default: "default",
    choices: BUTTON_SHAPES,
    group: "express",
    label: "express_cart_shape",
    page: "cart",
  },

  /** Whether checkout opens with Klarna chosen: never, for shoppers who paid with Klarna before, or always. */
  preselection: {
    kind: "choice",
    default: "off",
    choices: ["off", "returning", "always"],
    group: "checkout",
    label: "preselection",
    page: "checkout",
    overview: true,
  },

  /** Whether an order whose billing address names a company is paid by that company, not by a person. */
  b2b: { kind: "boolean", default: false, group: "checkout", label: "b2b", page: "checkout" },

  /** Whether Klarna is told, with the shopper's approval, how long a customer's account with the shop exists. */
  extra_merchant_data: {
    kind: "boolean",
    default: false,
    group: "checkout",
    label: "extra_merchant_data",
    page: "checkout",
  },

  /**
   * When money is taken: by the merchant's hand, with each shipment, or by Klarna at once; at once either for orders of which
   * nothing is shipped, or for all. Klarna allows it only for what is delivered at once.
   */
  capture: {
    kind: "choice",
    default: "manual",
    choices: ["manual", "on_shipment", "immediate_digital", "immediate"],
    group: "orders",
    label: "capture",
  },

  /** Whether tax is inside the order lines or a line of its own; `auto` follows the country. */
  tax_form: {
    kind: "choice",
    default: "auto",
    choices: ["auto", "included", "sales_tax"],
    group: "orders",
    label: "tax_form",
  },

  storefront_url: {
    kind: "text",
    default: "",
    max_length: 500,
    format: "url",
    group: "storefront",
    label: "storefront_url",
  },
  product_url_pattern: {
    kind: "text",
    default: "{storefront_url}/{country_code}/products/{handle}",
    max_length: 500,
    format: "url_pattern",
    placeholders: ["storefront_url", "country_code", "handle"],
    group: "storefront",
    label: "product_url_pattern",
  },
  /** Where Klarna sends the shopper when the order is placed. */
  confirmation_url_pattern: {
    kind: "text",
    default: "{storefront_url}/{country_code}/order/confirmed?cart_id={cart_id}",
    max_length: 500,
    format: "url_pattern",
    placeholders: ["storefront_url", "country_code", "cart_id", "order_id"],
    group: "storefront",
    label: "confirmation_url_pattern",
  },
} as const satisfies Record<string, SettingField>

/** Key of one setting, such as `product.on`. */
export type SettingKey = keyof typeof SETTING_FIELDS

type ValueOf<Field> = Field extends { kind: "boolean" }
  ? boolean
  : Field extends { kind: "choice"; choices: readonly (infer Choice)[] }
    ? Choice
    : string

/** All settings of a market with their values in force. */
export type MarketSettings = { [Key in SettingKey]: ValueOf<(typeof SETTING_FIELDS)[Key]> }

/** Settings that somebody chose; what is absent is inherited. */
export type SettingValues = { [Key in SettingKey]?: MarketSettings[Key] }

/** The places on a shop's pages where Klarna's messages can stand. */
export const PLACEMENTS = ["top_banner", "product", "cart", "footer"] as const

/** One of `PLACEMENTS`. */
export type Placement = (typeof PLACEMENTS)[number]

const KNOWN_KEYS: ReadonlySet<string> = new Set(Object.keys(SETTING_FIELDS))

/** Whether a text is the key of a setting. */
export function isSettingKey(key: string): key is SettingKey {
  return KNOWN_KEYS.has(key)
}

/** All keys, in the order of the table. */
export const SETTING_KEYS: readonly SettingKey[] = [...KNOWN_KEYS].filter(isSettingKey)

/** The row of a setting, seen as any row. */
export function fieldOf(key: SettingKey): SettingField {
  return SETTING_FIELDS[key]
}
