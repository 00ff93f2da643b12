import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KlarnaError } from "../../klarna/errors"
import { InvalidOrderError } from "../../klarna/order/build-order-lines"
import { InvalidSliceError } from "../../klarna/order/slice-order"
import { PurchaseError } from "../../purchase/errors"
import { failureOf } from "../purchase/failure"

/**
 * Reads why a visit of a payment link could not go on, and says it in the log, for the merchant; it names the payment, no person.
 * What is unforeseen is thrown again.
 */
export function refusalOf(
  container: MedusaContainer,
  paymentCollectionId: string,
  error: unknown
): PurchaseError["code"] {
  const refusal = read(error)
  if (!refusal) throw error
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .warn(
      `klarna: the link of payment_collection ${paymentCollectionId} leads nowhere now: ${refusal.reason}`
    )
  return refusal.code
}

function read(error: unknown): { code: PurchaseError["code"]; reason: string } | undefined {
  if (error instanceof PurchaseError) return { code: error.code, reason: error.message }
  if (error instanceof KlarnaError) return { code: "unavailable", reason: error.publicMessage }
  if (error instanceof InvalidOrderError || error instanceof InvalidSliceError) {
    return { code: "unavailable", reason: error.message }
  }
  // What leaves a workflow is a plain object: there it stays open whether something was placed.
  const failure = failureOf(error)
  return failure && { code: "unknown", reason: failure.message }
}
