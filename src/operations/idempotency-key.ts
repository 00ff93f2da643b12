import { createHash } from "node:crypto"

/** Namespace of our keys: any fixed UUID, so that keys never meet those of others. */
const NAMESPACE = Buffer.from("5b0a3f6e7c1d4e0f9a2b8d4c6e1f7a30", "hex")

/**
 * Klarna's idempotency key of an operation: a UUID v5 of our record and its attempt, so that every repeat of an attempt, also
 * after a crash, sends the same key. Medusa's own keys change at each retry and are never used.
 *
 * @example
 * idempotencyKey("klop_01J", 1) // the same UUID each time
 */
export function idempotencyKey(operationId: string, attempt: number): string {
  const hash = createHash("sha1").update(NAMESPACE).update(`${operationId}:${attempt}`).digest()
  const bytes = hash.subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString("hex")
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-")
}
