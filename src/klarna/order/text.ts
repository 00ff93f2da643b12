import { createHash } from "node:crypto"

/**
 * A text fit for Klarna: composed (NFC), one line, no control characters, no markup.
 *
 * @example
 * plainText(" Wool\n<b>sweater</b> ") // "Wool sweater"
 */
export function plainText(text: string | null | undefined): string {
  return (typeof text === "string" ? text : "")
    .normalize("NFC")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
}

/** The first `max` UTF-16 units of a text, never half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max
  return text.slice(0, cut).trimEnd()
}

/** Longest reference that Klarna's systems keep apart everywhere. */
export const MAX_REFERENCE = 64

/**
 * A reference of at most 64 characters. A longer one keeps its beginning and ends in a hash of the whole, so that the same SKU
 * always becomes the same reference.
 */
export function clipReference(reference: string): string {
  if (reference.length <= MAX_REFERENCE) return reference
  const hash = createHash("sha256").update(reference).digest("hex").slice(0, 8)
  return `${clip(reference, MAX_REFERENCE - 9)}-${hash}`
}

/**
 * References as they are sent, in the order given: clean, at most 64 characters, and distinct, since captures and refunds find
 * their lines by them. The second of two equal ones gets `#2`. Pure: the same list gives the same references.
 *
 * @example
 * lineReferences(["SKU-1", "SKU-1"]) // ["SKU-1", "SKU-1#2"]
 */
export function lineReferences(references: readonly string[], fallback = "item"): string[] {
  const taken = new Set<string>()
  const clean = references.map((reference) => clipReference(plainText(reference) || fallback))
  const wanted = new Set(clean)
  return clean.map((reference) => {
    let candidate = reference
    for (let n = 2; taken.has(candidate); n++) {
      const numbered = clipReference(`${reference}#${n}`)
      candidate = wanted.has(numbered) ? candidate : numbered
    }
    taken.add(candidate)
    return candidate
  })
}

/** An address of a page or picture that Klarna can show, or undefined: http(s) only, at most 1024 characters. */
export function webAddress(address: string | null | undefined): string | undefined {
  if (!address) return undefined
  try {
    const url = new URL(address.trim())
    const usable =
      (url.protocol === "https:" || url.protocol === "http:") && url.href.length <= 1024
    return usable ? url.href : undefined
  } catch {
    return undefined
  }
}
