import { createHash } from "node:crypto"
import type { SessionBody } from "../wire"

/** A customer's account with the shop. */
export type CustomerAccount = {
  /** The shop's own id, the same for all purchases of the customer. No name, no e-mail address. */
  id: string
  registeredAt: Date
  modifiedAt: Date
}

const CONTENT_TYPE = "application/vnd.klarna.internal.emd-v2+json"

/** Source: Klarna, extra merchant data schema, `unique_account_identifier`. */
const MAX_IDENTIFIER = 255

/**
 * What Klarna may know of a customer's account: that it exists, since when, and when it was last changed. It goes with the shopper's
 * approval only, never with the creation of a session or an order. Source: Klarna, extra merchant data schema.
 *
 * @example
 * extraMerchantData({ id: "cus_01", registeredAt, modifiedAt })
 * // { content_type: "application/vnd.klarna.internal.emd-v2+json", body: '{"customer_account_info":[...]}' }
 */
export function extraMerchantData(
  account: CustomerAccount
): NonNullable<SessionBody["attachment"]> {
  return {
    content_type: CONTENT_TYPE,
    body: JSON.stringify({
      customer_account_info: [
        {
          unique_account_identifier: identifierOf(account.id),
          account_registration_date: momentOf(account.registeredAt),
          account_last_modified: momentOf(account.modifiedAt),
        },
      ],
    }),
  }
}

/** An id that is too long becomes its hash, which is as stable and as unique. */
function identifierOf(id: string): string {
  return id.length <= MAX_IDENTIFIER ? id : createHash("sha256").update(id).digest("hex")
}

/** ISO 8601 in UTC to the second: Klarna takes no fractions. */
function momentOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
