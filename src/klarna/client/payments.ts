import { CustomerTokenBodySchema, CustomerTokenSchema } from "../wire/customer-token"
import type { CustomerToken, CustomerTokenBody } from "../wire/customer-token"
import { CreateOrderBodySchema, PlacedOrderSchema } from "../wire/order"
import type { CreateOrderBody, PlacedOrder } from "../wire/order"
import {
  MerchantSessionSchema,
  SessionBodySchema,
  SessionReadSchema,
  SessionUpdateBodySchema,
} from "../wire/session"
import type { MerchantSession, SessionBody, SessionRead, SessionUpdateBody } from "../wire/session"
import { checkBody, readAnswer } from "./answer"
import type { KlarnaHttp } from "./http"

const SESSIONS = "/payments/v1/sessions"
const authorization = (token: string) => `/payments/v1/authorizations/${encodeURIComponent(token)}`
const session = (id: string) => `${SESSIONS}/${encodeURIComponent(id)}`

/**
 * Klarna Payments: sessions, and orders from approvals. Amounts in minor units. Every method throws a KlarnaError.
 *
 * @example
 * const { payments } = createKlarnaClient({ baseUrl, authorization, userAgent })
 * const { client_token } = await payments.createSession({ purchase_country: "SE", purchase_currency: "SEK", ... })
 */
export class KlarnaPayments {
  constructor(private readonly http: KlarnaHttp) {}

  /** Begins a purchase. `client_token` goes to the shopper's browser. */
  async createSession(body: SessionBody): Promise<MerchantSession> {
    const operation = "createSession"
    const answer = await this.http.request({
      operation,
      method: "POST",
      path: SESSIONS,
      body: checkBody(SessionBodySchema, body, operation),
      retry: "unprocessed",
    })
    return readAnswer(MerchantSessionSchema, answer)
  }

  /** Changes what a purchase is about. @throws KlarnaNotFoundError where it expired, or became an order (`SESSION_COMPLETED`) */
  async updateSession(sessionId: string, body: SessionUpdateBody): Promise<void> {
    const operation = "updateSession"
    await this.http.request({
      operation,
      method: "POST",
      path: session(sessionId),
      body: checkBody(SessionUpdateBodySchema, body, operation),
      retry: "unprocessed",
      ids: { session_id: sessionId },
    })
  }

  /** Reads a session; `authorization_token` is there once the shopper has approved. */
  async readSession(sessionId: string): Promise<SessionRead> {
    const answer = await this.http.request({
      operation: "readSession",
      method: "GET",
      path: session(sessionId),
      retry: "safe",
      ids: { session_id: sessionId },
    })
    return readAnswer(SessionReadSchema, answer)
  }

  /** Gives up an approval that becomes no order: frees the shopper's limit. */
  async cancelAuthorization(token: string): Promise<void> {
    await this.http.request({
      operation: "cancelAuthorization",
      method: "DELETE",
      path: authorization(token),
      retry: "safe",
      secrets: [token],
    })
  }

  /**
   * Makes an order of an approval. Never repeated here: after `outcome: "unknown"` the caller repeats it with the very same body.
   */
  async createOrder(token: string, body: CreateOrderBody): Promise<PlacedOrder> {
    const operation = "createOrder"
    const answer = await this.http.request({
      operation,
      method: "POST",
      path: `${authorization(token)}/order`,
      body: checkBody(CreateOrderBodySchema, body, operation),
      retry: "never",
      secrets: [token],
    })
    return readAnswer(PlacedOrderSchema, answer)
  }

  /** Makes of an approval a token for later purchases. Never repeated here. */
  async createCustomerToken(token: string, body: CustomerTokenBody): Promise<CustomerToken> {
    const operation = "createCustomerToken"
    const answer = await this.http.request({
      operation,
      method: "POST",
      path: `${authorization(token)}/customer-token`,
      body: checkBody(CustomerTokenBodySchema, body, operation),
      retry: "never",
      secrets: [token],
    })
    return readAnswer(CustomerTokenSchema, answer)
  }
}
