import type { AuthorizeData, PaymentMethodCategory } from "./payments"
import { storeRequest, type KlarnaStoreOptions } from "./store-api"

/** What of a Klarna session a storefront sees. */
export interface KlarnaSession {
  session_id: string
  client_token: string
  payment_method_categories: PaymentMethodCategory[]
  /** ISO 8601. */
  expires_at: string
}

/** The Klarna session brought in line with the cart. */
export interface RefreshedPurchase {
  session: KlarnaSession
  /** For `authorizePayment`, unchanged. */
  authorize_data: AuthorizeData
  /** In minor units. */
  order_amount: number
  currency_code: string
  /** The shopper has approved this already, in an earlier try that failed or on a page of Klarna's: nobody asks again, just place it. */
  approved: boolean
}

/** A placed order. */
export interface PlacedPurchase {
  order: { id: string; display_id?: number }
  /** Where Klarna wants the browser to go before the confirmation page. */
  redirect_url?: string | null
}

/**
 * Brings the Klarna session in line with the cart. Call it whenever the cart, its addresses or its shipping changed, before the
 * shopper can click.
 *
 * @throws {KlarnaStoreError} when the cart can't be paid with Klarna
 */
export function refreshKlarnaSession(
  store: KlarnaStoreOptions,
  cartId: string,
  signal?: AbortSignal
): Promise<RefreshedPurchase> {
  return storeRequest(store, `/store/klarna/carts/${encodeURIComponent(cartId)}/refresh`, {
    body: {},
    signal,
  })
}

/**
 * Places the order that the shopper approved. The same call again answers with the same order. Without a token the shop asks Klarna
 * whether the shopper approved: for a purchase that is `approved`, or who comes back from a page of Klarna's.
 *
 * @throws {KlarnaStoreError} see its `isOutcomeUnknown`: when true, call again with the same token
 */
export function placeKlarnaOrder(
  store: KlarnaStoreOptions,
  cartId: string,
  authorizationToken?: string
): Promise<PlacedPurchase> {
  return storeRequest(store, `/store/klarna/carts/${encodeURIComponent(cartId)}/place`, {
    body: authorizationToken ? { authorization_token: authorizationToken } : {},
  })
}
