import type { KlarnaPayments } from "../klarna/client"
import { KlarnaError } from "../klarna/errors"

/** Frees the shopper's limit. That Klarna no longer knows the token is as good: it dies by itself after an hour at most. */
export async function releaseApproval(token: string, payments: KlarnaPayments): Promise<void> {
  try {
    await payments.cancelAuthorization(token)
  } catch (error) {
    if (!(error instanceof KlarnaError)) throw error
  }
}
