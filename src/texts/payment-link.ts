import type { Language } from "./language"
import cs from "./payment-link/cs.json"
import da from "./payment-link/da.json"
import de from "./payment-link/de.json"
import el from "./payment-link/el.json"
import en from "./payment-link/en.json"
import es from "./payment-link/es.json"
import fi from "./payment-link/fi.json"
import fr from "./payment-link/fr.json"
import hu from "./payment-link/hu.json"
import it from "./payment-link/it.json"
import nb from "./payment-link/nb.json"
import nl from "./payment-link/nl.json"
import pl from "./payment-link/pl.json"
import pt from "./payment-link/pt.json"
import ro from "./payment-link/ro.json"
import sk from "./payment-link/sk.json"
import sv from "./payment-link/sv.json"

/** What a page of a payment link can say. */
export const PAYMENT_LINK_MESSAGES = [
  "paid",
  "review",
  "canceled",
  "expired",
  "not_found",
  "withdrawn",
  "unavailable",
  "unknown",
  "open",
  "changed",
  "back",
  "failure",
  "error",
] as const

export type PaymentLinkMessage = (typeof PAYMENT_LINK_MESSAGES)[number]

/** Texts of a payment link's pages in one language. */
export type PaymentLinkTexts = {
  /** Button that leads to Klarna once more. */
  try_again: string
  /** Button that asks once more how the payment stands. */
  look_again: string
  /** Stands before the order's number. */
  order: string
  /** Stands before the amount. */
  amount: string
} & Record<PaymentLinkMessage, { title: string; text: string }>

/** Texts of a payment link's pages, in all languages. */
export const PAYMENT_LINK_TEXTS: Readonly<Record<Language, PaymentLinkTexts>> = {
  cs,
  da,
  de,
  el,
  en,
  es,
  fi,
  fr,
  hu,
  it,
  nb,
  nl,
  pl,
  pt,
  ro,
  sk,
  sv,
}
