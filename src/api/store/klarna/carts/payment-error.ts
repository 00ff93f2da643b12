import type { MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { failureOf, isSoldOut } from "../../../../workflows/purchase/failure"

const STATUS: Record<string, number> = {
  [MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR]: 409,
  [MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR]: 422,
}

/** Codes of ours in errors that Medusa would answer without the code. */
const OUR_CODES: Record<string, number> = {
  already_placed: 409,
  order_canceled: 409,
  unavailable: 400,
}

const SOLD_OUT = {
  code: "sold_out",
  message:
    "Something in the cart is sold out meanwhile. Nothing was charged. Please change the cart.",
}

/**
 * Answers what a shopper can do something about with its code, type and message. Medusa's own handler would turn some of it into a
 * 500 without its text, and leaves the code out. Any other error is left to Medusa.
 */
export async function answerPaymentError(
  res: MedusaResponse,
  run: () => Promise<void>
): Promise<void> {
  try {
    await run()
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) throw error
    const { type, code, message } = failure
    if (isSoldOut(failure)) {
      res.status(409).json({ type, ...SOLD_OUT })
      return
    }
    const status = STATUS[type] ?? OUR_CODES[code ?? ""]
    if (!status) throw error
    res.status(status).json({ type, code, message })
  }
}
