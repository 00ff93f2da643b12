/** Why a purchase can't go on; each code has its own answer for the shopper. */
export type PurchaseErrorCode =
  | "not_approved"
  | "changed"
  | "approval_expired"
  | "declined"
  | "already_placed"
  | "unknown"
  | "unavailable"

/** A purchase that can't go on. The message is safe to show and says what to do. */
export class PurchaseError extends Error {
  constructor(
    readonly code: PurchaseErrorCode,
    message: string,
    options?: { cause?: unknown }
  ) {
    super(message, options)
    this.name = "PurchaseError"
  }
}
