import type { MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

const STATUS: Record<string, number> = {
  [MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR]: 409,
  [MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR]: 422,
}

/** An error that left a workflow is a plain object of the same shape. */
const Failure = z.looseObject({
  type: z.string(),
  message: z.string(),
  code: z.string().optional(),
})

/**
 * Answers the two errors of a payment with their code, type and message: the shopper can go on. Medusa's own handler would turn
 * one of them into a 500 without its text. Any other error is left to Medusa.
 */
export async function answerPaymentError(
  res: MedusaResponse,
  run: () => Promise<void>
): Promise<void> {
  try {
    await run()
  } catch (error) {
    const failure = Failure.safeParse(error)
    const status = failure.success ? STATUS[failure.data.type] : undefined
    if (!failure.success || !status) throw error
    const { type, code, message } = failure.data
    res.status(status).json({ type, code, message })
  }
}
