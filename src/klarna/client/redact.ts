const PERSONAL_ROOTS = new Set(["billing_address", "shipping_address", "customer"])

/** Texts of a request body that identify a person. */
export function personalTexts(body: unknown): string[] {
  if (body === null || typeof body !== "object") return []
  return Object.entries(body).flatMap(([key, value]) =>
    PERSONAL_ROOTS.has(key) ? textsIn(value) : []
  )
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim().length > 2 ? [value.trim()] : []
  if (value === null || typeof value !== "object") return []
  return Object.values(value).flatMap(textsIn)
}

const PATTERNS: readonly RegExp[] = [
  /\S+@\S+\.\S+/g,
  /\beyJ[\w-]+(?:\.[\w-]*)*/g,
  /\bklarna_(?:test|live)_\w+/gi,
  /\b(?:Basic|Bearer)\s+[\w+/=.-]+/gi,
  /\+\d[\d\s().-]{5,}\d/g,
  /\b\d{6}-?\d{4}\b|\b\d{10,}\b/g,
]

/**
 * Masks what identifies a person or opens a door: what was sent as address or customer, the given secrets, and what looks like a
 * mail address, a phone number, a national number, a token or a key.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const masked = [...secrets]
    .filter((secret) => secret.length > 2)
    .sort((a, b) => b.length - a.length)
    .reduce((current, secret) => current.split(secret).join("[redacted]"), text)
  return PATTERNS.reduce((current, pattern) => current.replace(pattern, "[redacted]"), masked)
}
