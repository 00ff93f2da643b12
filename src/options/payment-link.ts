import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto"
import type { KlarnaOptions } from "./parse-options"

/** What a payment link is for: a payment collection of an order, until a moment. */
export type PaymentLink = {
  paymentCollectionId: string
  /** Unix time in seconds; after it the link opens nothing any more. */
  expiresAt: number
}

/** How a shopper may come back from Klarna's page. */
export const PAYMENT_LINK_OUTCOMES = ["success", "back", "cancel", "failure", "error"] as const
export type PaymentLinkOutcome = (typeof PAYMENT_LINK_OUTCOMES)[number]

/** Grows when what is signed changes its meaning. */
const VERSION = "1"

/** Options that payment links are made of. The keys are those of Klarna's calls, and rotate with them. */
type Signing = Pick<KlarnaOptions, "callbacks">
type Addressing = Pick<KlarnaOptions, "backendUrl" | "callbacks">

/**
 * The address that a merchant gives to a shopper: ours, so that it lives as long as the merchant wants, where a page at Klarna ends
 * after two days. Each visit opens a fresh page there.
 *
 * @returns undefined where the backend's address is not known
 * @throws Error where there is no key to sign with
 * @example
 * paymentLinkUrl(options, { paymentCollectionId: "pay_col_01", expiresAt: 1767225600 })
 * // "https://backend.example/hooks/klarna/pay/pay_col_01?e=1767225600&v=1&sig=..."
 */
export function paymentLinkUrl(options: Addressing, link: PaymentLink): string | undefined {
  if (!options.backendUrl) return undefined
  return `${pathOf(options.backendUrl, link)}?${paymentLinkQuery(options, link)}`
}

/**
 * Where Klarna sends the shopper from its page, by outcome. None of it is believed: it only decides what a page says.
 *
 * @returns nothing where the backend's address is not https: Klarna takes no other, and shows an end page of its own then
 */
export function paymentLinkReturnUrls(
  options: Addressing,
  link: PaymentLink
): Partial<Record<PaymentLinkOutcome, string>> {
  const { backendUrl } = options
  if (!backendUrl?.startsWith("https://")) return {}
  const query = paymentLinkQuery(options, link)
  return Object.fromEntries(
    PAYMENT_LINK_OUTCOMES.map((outcome) => [
      outcome,
      `${pathOf(backendUrl, link)}/done?${query}&klarna=${outcome}`,
    ])
  )
}

/** The signed part of a link's address. @throws Error where there is no key */
export function paymentLinkQuery(options: Signing, link: PaymentLink): string {
  const [key] = options.callbacks.keys
  if (!key) throw new Error("Klarna options: there is no secret to sign a payment link with.")
  return new URLSearchParams({
    e: String(link.expiresAt),
    v: VERSION,
    sig: digest(key, link, VERSION).toString("base64url"),
  }).toString()
}

/**
 * Whether a link was made by us, with any of the keys. Says nothing of whether its time is over. Takes the same time whatever is
 * wrong.
 */
export function verifyPaymentLink(
  options: Signing,
  link: PaymentLink,
  claim: { version: string; signature: string }
): boolean {
  const claimed = Buffer.from(claim.signature, "base64url")
  // All keys are tried, so that the time tells nothing of which one fits.
  const fits = options.callbacks.keys.filter((key) => {
    const expected = digest(key, link, claim.version)
    return claimed.length === expected.length && timingSafeEqual(claimed, expected)
  })
  return claim.version === VERSION && fits.length > 0
}

function pathOf(backendUrl: string, { paymentCollectionId }: PaymentLink): string {
  return `${backendUrl}/hooks/klarna/pay/${encodeURIComponent(paymentCollectionId)}`
}

/** The purpose comes first, so that no signature of a link is good for a call of Klarna's, nor the other way round. */
function digest(
  key: KeyObject,
  { paymentCollectionId, expiresAt }: PaymentLink,
  version: string
): Buffer {
  const text = JSON.stringify(["payment-link", version, paymentCollectionId, expiresAt])
  return createHmac("sha256", key).update(text, "utf8").digest()
}
