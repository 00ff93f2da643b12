import { MedusaError } from "@medusajs/framework/utils"
import { InvalidOrderError } from "../../klarna/order/build-order-lines"
import { InvalidSliceError } from "../../klarna/order/slice-order"
import { KlarnaError, KlarnaNotFoundError } from "../../klarna/errors"
import { OperationError } from "../../operations/errors"
import { PurchaseError, type PurchaseErrorCode } from "../../purchase/errors"

const { Types } = MedusaError

/**
 * The first two types answer a completion with 200, the cart and the message, and keep the session usable, so that the shopper
 * can try again.
 */
const PURCHASE_TYPES: Record<PurchaseErrorCode, string> = {
  not_approved: Types.PAYMENT_REQUIRES_MORE_ERROR,
  changed: Types.PAYMENT_REQUIRES_MORE_ERROR,
  approval_expired: Types.PAYMENT_REQUIRES_MORE_ERROR,
  declined: Types.PAYMENT_AUTHORIZATION_ERROR,
  unknown: Types.PAYMENT_AUTHORIZATION_ERROR,
  already_placed: Types.NOT_ALLOWED,
  order_canceled: Types.NOT_ALLOWED,
  unavailable: Types.NOT_ALLOWED,
}

/**
 * The one mapping of what went wrong to Medusa's error, whose message reaches shopper or admin. Anything unforeseen stays as it
 * is: Medusa hides its text.
 */
export function toMedusaError(error: unknown): unknown {
  if (error instanceof MedusaError) return error
  if (error instanceof PurchaseError)
    return new MedusaError(PURCHASE_TYPES[error.code], error.message, error.code)
  if (error instanceof OperationError)
    return new MedusaError(Types.NOT_ALLOWED, error.message, error.code)
  if (error instanceof InvalidOrderError || error instanceof InvalidSliceError)
    return new MedusaError(Types.INVALID_DATA, error.message)
  if (error instanceof KlarnaNotFoundError)
    return new MedusaError(Types.NOT_FOUND, error.publicMessage)
  if (error instanceof KlarnaError)
    return new MedusaError(Types.NOT_ALLOWED, error.publicMessage, error.errorCode ?? undefined)
  return error
}

/** Runs a call and lets only Medusa's errors out. */
export async function withMedusaErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw toMedusaError(error)
  }
}
