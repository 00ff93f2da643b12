import {
  DistributionBodySchema,
  HostedPageBodySchema,
  HostedPageReadSchema,
  HostedPageSchema,
} from "../wire/hosted-page"
import type {
  DistributionBody,
  HostedPage,
  HostedPageBody,
  HostedPageRead,
} from "../wire/hosted-page"
import { checkBody, readAnswer } from "./answer"
import type { KlarnaHttp } from "./http"

const SESSIONS = "/hpp/v1/sessions"
const page = (id: string) => `${SESSIONS}/${encodeURIComponent(id)}`
const idsOf = (id: string) => ({ hosted_page_id: id })

/**
 * Hosted payment pages: pages at Klarna's on which a shopper pays for a payment session, reached by redirect or by a link. Every
 * method throws a KlarnaError.
 *
 * @example
 * const { hostedPaymentPage } = createKlarnaClient({ baseUrl, authorization, userAgent })
 * const { session_id, redirect_url } = await hostedPaymentPage.createSession({
 *   payment_session_url: hostedPaymentPage.paymentSessionUrl(purchase.sessionId),
 *   merchant_urls: { success: "https://shop.example/paid?page={{session_id}}", back: "https://shop.example/checkout" },
 * })
 */
export class HostedPaymentPage {
  constructor(
    private readonly http: KlarnaHttp,
    private readonly baseUrl: string
  ) {}

  /** The address of a payment session, as a hosted page wants it: on the host that the session was made at. */
  paymentSessionUrl(paymentSessionId: string): string {
    const host = this.baseUrl.replace(/\/+$/, "")
    return `${host}/payments/v1/sessions/${encodeURIComponent(paymentSessionId)}`
  }

  /**
   * Makes a page for a payment session. It ends an hour before that session.
   *
   * @throws KlarnaNotFoundError where the payment session is unknown, has expired, or became an order
   */
  async createSession(body: HostedPageBody): Promise<HostedPage> {
    const operation = "createHostedPage"
    const answer = await this.http.request({
      operation,
      method: "POST",
      path: SESSIONS,
      body: checkBody(HostedPageBodySchema, body, operation),
      retry: "unprocessed",
    })
    return readAnswer(HostedPageSchema, answer)
  }

  /** Reads a page: its status, and once it is `COMPLETED` the authorization token or the order's id. */
  async getSession(id: string): Promise<HostedPageRead> {
    const answer = await this.http.request({
      operation: "readHostedPage",
      method: "GET",
      path: page(id),
      retry: "safe",
      ids: idsOf(id),
    })
    return readAnswer(HostedPageReadSchema, answer)
  }

  /**
   * Closes a page: nobody can pay on it any more.
   *
   * @throws KlarnaRequestError (400) where somebody has paid on it already: read it
   * @throws KlarnaNotFoundError where it is unknown or has expired
   */
  async disableSession(id: string): Promise<void> {
    await this.http.request({
      operation: "disableHostedPage",
      method: "DELETE",
      path: page(id),
      retry: "safe",
      ids: idsOf(id),
    })
  }

  /**
   * Lets Klarna send the page's link by mail or SMS. Never repeated here: after `outcome: "unknown"` the message may be on its way,
   * and a second one would go out beside it.
   *
   * @throws KlarnaRequestError (400) where the page is disabled or the address is wrong
   */
  async distribute(id: string, body: DistributionBody): Promise<void> {
    const operation = "distributeHostedPage"
    await this.http.request({
      operation,
      method: "POST",
      path: `${page(id)}/distribution`,
      body: checkBody(DistributionBodySchema, body, operation),
      retry: "never",
      ids: idsOf(id),
      secrets: Object.values(body.contact_information),
    })
  }
}
