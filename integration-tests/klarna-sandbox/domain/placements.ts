import { MARKETS } from "../rules/markets"

/** The keys of the web SDK v1 that still show something, and whether they speak of an amount. */
const KEYS: Readonly<Record<string, { amount: boolean; text: string }>> = {
  "credit-promotion-auto-size": { amount: true, text: "Pay {amount} later or over time" },
  "credit-promotion-badge": { amount: true, text: "Pay {amount} with Klarna" },
  checkout: { amount: false, text: "Pay with Klarna" },
  "top-strip-promotion-auto-size": { amount: false, text: "Shop now, pay with Klarna" },
  "top-strip-promotion-badge": { amount: false, text: "Shop now, pay with Klarna" },
  "footer-promotion-auto-size": { amount: false, text: "Klarna is accepted here" },
  "info-page": { amount: false, text: "How paying with Klarna works" },
  "sidebar-promotion-auto-size": { amount: false, text: "Pay with Klarna" },
  "homepage-promotion-box": { amount: false, text: "Shop now, pay with Klarna" },
  "homepage-promotion-tall": { amount: false, text: "Shop now, pay with Klarna" },
  "homepage-promotion-wide": { amount: false, text: "Shop now, pay with Klarna" },
}

type Placement = { key: string; locale: string; text: string }
type Result = { ok: true; placement: Placement } | { ok: false; reason: string }

/** The message of a placement, or the reason why there is none. Amounts are minor units; the currency follows the locale's country. */
export function placement(clientIds: readonly string[], query: URLSearchParams): Result {
  const key = query.get("key") ?? ""
  const locale = query.get("locale") === "no-NO" ? "nb-NO" : (query.get("locale") ?? "")
  const amount = query.get("amount")
  const known = KEYS[key]
  const currency = currencyOf(locale)

  if (!clientIds.includes(query.get("client_id") ?? ""))
    return hidden("the client id is not registered")
  if (!known) return hidden(`there is no placement "${key}"`)
  if (!currency) return hidden(`"${locale}" is not a locale of any market`)
  if (known.amount && !/^\d+$/.test(amount ?? "")) return hidden("the amount is not in minor units")
  const text = known.text.replace("{amount}", money(Number(amount), currency, locale))
  return { ok: true, placement: { key, locale, text } }
}

function hidden(reason: string): Result {
  return { ok: false, reason }
}

function currencyOf(locale: string): string | undefined {
  const country = locale.split("-")[1] ?? ""
  const market = MARKETS[country]
  return market?.locales.includes(locale) ? market.currency : undefined
}

/** For the eye only: two decimals for every currency of Klarna's. */
function money(minor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  return format.format(minor / 100)
}
