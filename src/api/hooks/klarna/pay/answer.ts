import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { marketOf } from "../../../../klarna/markets"
import { acceptedLanguage, languageOf, type Language } from "../../../../texts/language"
import { PAYMENT_LINK_TEXTS, type PaymentLinkMessage } from "../../../../texts/payment-link"
import type { PaymentLinkView } from "../../../../workflows/payment-link/link-state"
import { formatAmount } from "./format-amount"
import { paymentLinkPage } from "./page"

/** What is to be said, about what, and where a shopper can go from there: a relative address. */
export type Answer = {
  message: PaymentLinkMessage
  link?: PaymentLinkView | undefined
  action?: { label: "try_again" | "look_again"; href: string } | undefined
}

const STATUS: Record<PaymentLinkMessage, number> = {
  paid: 200,
  review: 200,
  canceled: 410,
  expired: 410,
  not_found: 404,
  withdrawn: 410,
  unavailable: 503,
  unknown: 200,
  open: 200,
  changed: 200,
  back: 200,
  failure: 200,
  error: 200,
}

/** Messages after which nothing is to be paid: no amount is named that somebody could take for a demand. */
const NOTHING_DUE: PaymentLinkMessage[] = ["paid", "canceled", "withdrawn", "not_found"]

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What goes with every answer of a payment link: its address is a secret of the shopper's. */
export function sealAnswer(res: MedusaResponse): void {
  res.setHeader("Cache-Control", "no-store")
  res.setHeader("Referrer-Policy", "no-referrer")
  res.setHeader("X-Content-Type-Options", "nosniff")
  res.setHeader("X-Robots-Tag", "noindex, nofollow")
}

/** Answers a visit with a page in the shopper's language. It names order and amount, and nobody. */
export async function answerPage(
  req: MedusaRequest,
  res: MedusaResponse,
  { message, link, action }: Answer
): Promise<void> {
  const language = languageFor(link, req.headers["accept-language"])
  const texts = PAYMENT_LINK_TEXTS[language]
  const html = paymentLinkPage({
    language,
    shop: await shopName(req),
    ...texts[message],
    facts: link ? factsOf(link, { language, message }) : [],
    action: action && { label: texts[action.label], href: action.href },
  })
  sealAnswer(res)
  res.vary("Accept-Language")
  res.setHeader("Content-Security-Policy", POLICY)
  res.setHeader("X-Frame-Options", "DENY")
  res.status(STATUS[message]).type("html").send(html)
}

/** The order's language, else the browser's, else the market's own. */
function languageFor(link: PaymentLinkView | undefined, header: string | undefined): Language {
  const usual = marketOf(link?.country)?.locales[0]
  return languageOf(link?.locale) ?? acceptedLanguage(header) ?? languageOf(usual) ?? "en"
}

function factsOf(
  { orderNumber, amount, currency, country }: PaymentLinkView,
  { language, message }: { language: Language; message: PaymentLinkMessage }
) {
  const texts = PAYMENT_LINK_TEXTS[language]
  const locale = country ? `${language}-${country}` : language
  const facts = []
  if (orderNumber !== undefined) facts.push({ label: texts.order, value: String(orderNumber) })
  if (amount !== undefined && !NOTHING_DUE.includes(message)) {
    facts.push({ label: texts.amount, value: formatAmount(amount, { currency, locale }) })
  }
  return facts
}

const StoreRow = z.looseObject({ name: z.string().min(1) })

/** Only an ornament: a page goes without it. */
async function shopName(req: MedusaRequest): Promise<string | undefined> {
  try {
    const { data } = await req.scope
      .resolve(ContainerRegistrationKeys.QUERY)
      .graph({ entity: "store", fields: ["id", "name"], pagination: { take: 1, skip: 0 } })
    return StoreRow.safeParse(data[0]).data?.name
  } catch {
    return undefined
  }
}
