/** Why a purchase can't go on; each code has its own answer for the shopper. */
export type PurchaseErrorCode =
  | "not_approved"
  | "changed"
  | "approval_expired"
  | "declined"
  | "already_placed"
  | "order_canceled"
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

/** The approval was for something else than what is to be paid now. */
export function changed(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "changed",
    "The order has changed since it was approved. Please approve the payment with Klarna again.",
    { cause }
  )
}

/** There is no approval that could be placed. */
export function notApproved(): PurchaseError {
  return new PurchaseError(
    "not_approved",
    "The payment is not approved yet. Please approve it with Klarna."
  )
}

/** The approval has ended before it was placed. */
export function approvalExpired(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "approval_expired",
    "The approval has expired. Please approve the payment with Klarna again.",
    { cause }
  )
}

/** Klarna may have placed the order, or not: nothing new may be begun until that is known. */
export function unknownOutcome(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "unknown",
    "Klarna's answer was lost, so the outcome of the payment is not known yet. Please try again; you will not pay twice.",
    { cause }
  )
}

/** Another request works on the same purchase, on this instance or another, or died while it did. */
export function busy(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "unknown",
    "Another request is completing this purchase, so its outcome is not known yet. Please try again in a moment; you will not pay twice.",
    { cause }
  )
}

/** Klarna said no to this shopper. */
export function declined(cause?: unknown): PurchaseError {
  return new PurchaseError(
    "declined",
    "Klarna declined the payment. Please choose another way to pay.",
    { cause }
  )
}

/** Klarna can't be used at the moment, for a reason that passes. */
export function unavailable(message: string, cause?: unknown): PurchaseError {
  return new PurchaseError("unavailable", message, { cause })
}

/** The order that this would pay was cancelled in the shop. */
export function orderCanceled(): PurchaseError {
  return new PurchaseError(
    "order_canceled",
    "The order was cancelled, so it can't be paid any more. Nothing was charged."
  )
}
