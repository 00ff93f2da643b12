import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

/** An error as it leaves a workflow: a plain object of the same shape as Medusa's error. */
const FailureSchema = z.looseObject({
  type: z.string(),
  message: z.string(),
  code: z.string().nullish(),
})

export type Failure = { type: string; message: string; code: string | undefined }

const { Types } = MedusaError

/** Types that say no; anything else may have passed by the next try. */
const DEFINITE = new Set<string>([
  Types.NOT_ALLOWED,
  Types.NOT_FOUND,
  Types.INVALID_DATA,
  Types.INVALID_ARGUMENT,
  Types.PAYMENT_AUTHORIZATION_ERROR,
  Types.PAYMENT_REQUIRES_MORE_ERROR,
])

/** Codes of ours that say "not now" in one of those types. */
const PASSING = new Set(["unknown", "unavailable"])

/** Reads an error; undefined where it is none of Medusa's. */
export function failureOf(error: unknown): Failure | undefined {
  const read = FailureSchema.safeParse(error)
  return read.success ? { ...read.data, code: read.data.code ?? undefined } : undefined
}

/** Whether the same try again would fail again, so that what is reserved for it can be given back. */
export function isDefinite(failure: Failure | undefined): boolean {
  return (
    failure !== undefined &&
    DEFINITE.has(failure.type) &&
    !(failure.code && PASSING.has(failure.code))
  )
}

/**
 * Whether goods were gone when the cart was completed. Medusa's check of a cart names a code, its reservation only a sentence, with
 * ids that are not for shoppers.
 */
export function isSoldOut(failure: Failure | undefined): boolean {
  return (
    failure?.code === MedusaError.Codes.INSUFFICIENT_INVENTORY ||
    /^Not enough stock available/i.test(failure?.message ?? "")
  )
}

const Spoken = z.looseObject({ message: z.string() })

/** Whether Medusa's own lock could not be had in time. Its errors are told apart by their sentences alone. */
export function isLocked(error: unknown): boolean {
  const { data } = Spoken.safeParse(error instanceof Error ? { message: error.message } : error)
  return /^(Failed to acquire lock|Timed-out acquiring lock)|is already locked/.test(
    data?.message ?? ""
  )
}
