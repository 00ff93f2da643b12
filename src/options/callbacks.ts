import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto"
import type { MerchantUrls } from "../klarna/wire"
import type { KlarnaOptions } from "./parse-options"

/** What a call of Klarna is about: a cart, or a payment collection of an order. */
export type CallbackSubject = { type: "cart" | "payment_collection"; id: string }

/** Klarna's calls; the last part of their address. */
export type CallbackKind = "authorization" | "fraud" | "hosted-page"

/** What the address of a call of Klarna says, checked or not. */
export type CallbackAddress = { kind: CallbackKind; subject: CallbackSubject }

/** Grows when what is signed changes its meaning. */
const VERSION = "1"

/** No longer than Klarna takes. Source: Klarna Payments, `merchant_urls`. */
const MAX_URL = 2000

/** Options that the addresses of Klarna's calls are made of. */
type Addressing = Pick<KlarnaOptions, "backendUrl" | "callbacks">

/**
 * Where Klarna calls for a purchase, and where it sends the shopper. The same input gives the same addresses, so that they are no
 * reason to update a session.
 *
 * @param input.confirmation page that the shopper sees afterwards; left out where it is not https
 * @returns undefined where Klarna could be given no address: it takes https only
 * @example
 * merchantUrlsFor(options, { subject: { type: "cart", id: "cart_01" } })
 * // { authorization: "https://backend.example/hooks/klarna/authorization?type=cart&id=cart_01&v=1&sig=...", notification: ... }
 */
export function merchantUrlsFor(
  options: Addressing,
  input: { subject: CallbackSubject; confirmation?: string | undefined }
): MerchantUrls | undefined {
  const { subject, confirmation } = input
  const authorization = callbackUrl(options, { kind: "authorization", subject })
  const notification = callbackUrl(options, { kind: "fraud", subject })
  const urls = {
    ...(authorization ? { authorization } : {}),
    ...(notification ? { notification } : {}),
    ...(confirmation && usable(confirmation) ? { confirmation } : {}),
  }
  return Object.keys(urls).length ? urls : undefined
}

/** Where Klarna tells how a hosted page of a purchase goes on; undefined where the backend's address is not https. */
export function hostedPageStatusUrl(
  options: Addressing,
  subject: CallbackSubject
): string | undefined {
  return callbackUrl(options, { kind: "hosted-page", subject })
}

/**
 * Signs the address of a call (HMAC-SHA256, base64url) with the first key. Klarna's calls carry no signature of its own.
 *
 * @throws Error where there is no key
 */
export function signCallback(options: Pick<KlarnaOptions, "callbacks">, address: CallbackAddress) {
  const [key] = options.callbacks.keys
  if (!key) throw new Error("Klarna options: there is no secret to sign the callback address with.")
  return digest(key, address, VERSION).toString("base64url")
}

/**
 * Whether an address was signed by us, with any of the keys. Takes the same time whatever is wrong.
 *
 * @example
 * verifyCallback(options, { kind: "fraud", subject }, { version: "1", signature: "..." })
 */
export function verifyCallback(
  options: Pick<KlarnaOptions, "callbacks">,
  address: CallbackAddress,
  claim: { version: string; signature: string }
): boolean {
  const claimed = Buffer.from(claim.signature, "base64url")
  // All keys are tried, so that the time tells nothing of which one fits.
  const fits = options.callbacks.keys.filter((key) => {
    const expected = digest(key, address, claim.version)
    return claimed.length === expected.length && timingSafeEqual(claimed, expected)
  })
  return claim.version === VERSION && fits.length > 0
}

function callbackUrl(options: Addressing, address: CallbackAddress): string | undefined {
  const { backendUrl, callbacks } = options
  if (!backendUrl || !callbacks.keys.length) return undefined
  const { kind, subject } = address
  const query = new URLSearchParams({
    type: subject.type,
    id: subject.id,
    v: VERSION,
    sig: signCallback(options, address),
  })
  const url = `${backendUrl}/hooks/klarna/${kind}?${query.toString()}`
  return usable(url) ? url : undefined
}

function usable(url: string): boolean {
  return url.startsWith("https://") && url.length <= MAX_URL
}

/** JSON keeps the parts apart, whatever they hold. */
function digest(key: KeyObject, { kind, subject }: CallbackAddress, version: string): Buffer {
  const text = JSON.stringify(["klarna-callback", version, kind, subject.type, subject.id])
  return createHmac("sha256", key).update(text, "utf8").digest()
}
