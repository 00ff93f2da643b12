import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { Purchase } from "../../purchase/ports"

/**
 * What a storefront may send with a payment session: nothing but the approval. All other keys are ignored, since amounts and lines
 * come from Medusa alone.
 */
export const InitiateInputSchema = z.object({
  session_id: z.string().optional(),
  authorization_token: z.string().min(1).max(255).optional().catch(undefined),
})

/** What Medusa keeps with a payment. */
export const PaymentDataSchema = z.looseObject({
  payment_session_id: z.string().optional(),
  klarna_order_id: z.string().optional(),
})

/** Session data for the storefront: what it needs to show and load Klarna, and no more. */
export function sessionData(purchase: Purchase, paymentSessionId: string): Record<string, unknown> {
  return {
    payment_session_id: paymentSessionId,
    session_id: purchase.klarna_session_id,
    client_token: purchase.client_token,
    payment_method_categories: purchase.payment_method_categories,
    expires_at: purchase.session_expires_at?.toISOString() ?? null,
    market: purchase.market,
    environment: purchase.environment,
    approved: isApproved(purchase),
  }
}

/** Whether the shopper has approved what is to be paid already, so that nobody asks again: the cart only has to be completed. */
export function isApproved(purchase: Purchase): boolean {
  return purchase.state === "placed" || purchase.authorization_token !== null
}

/** Data of an authorised payment: ids and facts, no token. */
export function paymentData(purchase: Purchase, paymentSessionId: string): Record<string, unknown> {
  return {
    payment_session_id: paymentSessionId,
    session_id: purchase.klarna_session_id,
    klarna_order_id: purchase.klarna_order_id,
    market: purchase.market,
    environment: purchase.environment,
    fraud_status: purchase.fraud_status,
    payment_method: purchase.payment_method?.type ?? null,
  }
}

/** Id of Medusa's payment session that a call is about. */
export function sessionIdOf(input: {
  data?: Record<string, unknown>
  context?: { idempotency_key?: string }
}): string {
  const id =
    input.context?.idempotency_key ?? InitiateInputSchema.parse(input.data ?? {}).session_id
  if (!id) throw new MedusaError(MedusaError.Types.INVALID_DATA, "The payment session has no id.")
  return id
}

/** Id of Medusa's capture or refund row, which Medusa hands over as its idempotency key. */
export function keyOf(input: { context?: { idempotency_key?: string } }): string {
  const key = input.context?.idempotency_key
  if (!key)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "Medusa named no capture or refund row.")
  return key
}
