import { z } from "@medusajs/framework/zod"
import type { CallbackSubject } from "../../../options/callbacks"

const Query = z.looseObject({
  type: z.enum(["cart", "payment_collection"]),
  id: z.string().regex(/^[\w-]{1,64}$/),
  v: z.string().max(8),
  sig: z.string().max(128),
})

/** What the address of a call claims to be about, with the signature that must prove it; undefined where it is none of ours. */
export function claimedAddress(
  query: unknown
): { subject: CallbackSubject; version: string; signature: string } | undefined {
  const { data } = Query.safeParse(query)
  return (
    data && {
      subject: { type: data.type, id: data.id },
      version: data.v,
      signature: data.sig,
    }
  )
}
