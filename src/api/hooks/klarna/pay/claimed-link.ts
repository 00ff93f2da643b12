import { z } from "@medusajs/framework/zod"
import type { PaymentLink } from "../../../../options/payment-link"

const Claim = z.looseObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  /** Written in one way only, since it is signed as a number. */
  e: z
    .string()
    .regex(/^[1-9]\d{0,11}$/)
    .transform(Number),
  v: z.string().max(8),
  sig: z.string().max(128),
})

/** What the address of a payment link claims to be, with the signature that must prove it; undefined where it is none of ours. */
export function claimedLink(
  id: string | undefined,
  query: Record<string, unknown>
): { link: PaymentLink; version: string; signature: string } | undefined {
  const { data } = Claim.safeParse({ ...query, id })
  return (
    data && {
      link: { paymentCollectionId: data.id, expiresAt: data.e },
      version: data.v,
      signature: data.sig,
    }
  )
}
