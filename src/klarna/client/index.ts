import { HostedPaymentPage } from "./hosted-payment-page"
import { createKlarnaHttp, type KlarnaHttpOptions } from "./http"
import { KlarnaOrderManagement } from "./order-management"
import { KlarnaPayments } from "./payments"

export { HostedPaymentPage } from "./hosted-payment-page"
export { createKlarnaHttp } from "./http"
export type {
  KlarnaAnswer,
  KlarnaHttp,
  KlarnaHttpOptions,
  KlarnaLogEntry,
  KlarnaRequest,
} from "./http"
export type { RetryRule } from "./retry-policy"
export { KlarnaOrderManagement } from "./order-management"
export { KlarnaPayments } from "./payments"

/** Klarna's APIs for one set of credentials. */
export type KlarnaClient = {
  payments: KlarnaPayments
  orderManagement: KlarnaOrderManagement
  hostedPaymentPage: HostedPaymentPage
}

/**
 * Makes the clients of Klarna's APIs.
 *
 * @example
 * const { payments, orderManagement } = createKlarnaClient({ baseUrl, authorization, userAgent: "Medusa/2.21.2" })
 */
export function createKlarnaClient(options: KlarnaHttpOptions): KlarnaClient {
  const http = createKlarnaHttp(options)
  return {
    payments: new KlarnaPayments(http),
    orderManagement: new KlarnaOrderManagement(http),
    hostedPaymentPage: new HostedPaymentPage(http, options.baseUrl),
  }
}
