import { z } from "zod"
import {
  DueDateOptionsSchema,
  OmCaptureSchema,
  OmOrderSchema,
  OmRefundSchema,
} from "../wire/om-order"
import type { DueDateOptions, OmCapture, OmOrder, OmRefund } from "../wire/om-order"
import {
  CaptureBodySchema,
  CustomerDetailsBodySchema,
  ExtendDueDateBodySchema,
  MerchantReferencesBodySchema,
  RefundBodySchema,
  UpdateAuthorizationBodySchema,
} from "../wire/operations"
import type {
  CaptureBody,
  CustomerDetailsBody,
  MerchantReferencesBody,
  RefundBody,
  UpdateAuthorizationBody,
} from "../wire/operations"
import { ShippingInfoBodySchema, type ShippingInfo } from "../wire/shipping-info"
import { checkBody, readAnswer, readCreatedId } from "./answer"
import type { KlarnaAnswer, KlarnaHttp, KlarnaRequest } from "./http"

/** A call that changes something. `key` makes repeating it harmless: the same business operation, the same key. */
type Change = {
  operation: string
  orderId: string
  suffix: string
  body?: unknown
  key: string
  captureId?: string
}

/**
 * Order Management: what happens to an order after it is placed. Amounts in minor units. Every method throws a KlarnaError.
 * `key` is the idempotency key: a UUID that belongs to the operation, kept before the call and used again at every retry. Klarna
 * remembers it for 24 hours and answers as the first time, without comparing bodies.
 *
 * @example
 * const { capture_id } = await orderManagement.capture(orderId, { captured_amount: 12500, order_lines }, operation.key)
 */
export class KlarnaOrderManagement {
  constructor(private readonly http: KlarnaHttp) {}

  /** Reads an order with its captures and refunds. */
  async getOrder(orderId: string): Promise<OmOrder> {
    return readAnswer(OmOrderSchema, await this.read("getOrder", orderId, ""))
  }

  /** Sets a new total and replaces all lines. Raising it runs a new risk check, which may refuse (403). */
  async updateAuthorization(
    orderId: string,
    body: UpdateAuthorizationBody,
    key: string
  ): Promise<void> {
    const operation = "updateAuthorization"
    const checked = checkBody(UpdateAuthorizationBodySchema, body, operation)
    await this.change("PATCH", { operation, orderId, suffix: "/authorization", body: checked, key })
  }

  /** Charges the customer, when goods leave. @throws KlarnaAnswerError (outcome unknown) where the answer names no id */
  async capture(orderId: string, body: CaptureBody, key: string): Promise<{ capture_id: string }> {
    const operation = "capture"
    const checked = checkBody(CaptureBodySchema, body, operation)
    const answer = await this.change("POST", {
      operation,
      orderId,
      suffix: "/captures",
      body: checked,
      key,
    })
    return { capture_id: readCreatedId(answer, "capture-id") }
  }

  /** Gives money back. @throws KlarnaAnswerError (outcome unknown) where the answer names no id */
  async refund(orderId: string, body: RefundBody, key: string): Promise<{ refund_id: string }> {
    const operation = "refund"
    const checked = checkBody(RefundBodySchema, body, operation)
    const answer = await this.change("POST", {
      operation,
      orderId,
      suffix: "/refunds",
      body: checked,
      key,
    })
    return { refund_id: readCreatedId(answer, "refund-id") }
  }

  /** Cancels an order of which nothing is captured. */
  async cancel(orderId: string, key: string): Promise<void> {
    await this.change("POST", { operation: "cancel", orderId, suffix: "/cancel", key })
  }

  /** Gives up what is not captured, of an order of which something is. */
  async releaseRemaining(orderId: string, key: string): Promise<void> {
    const suffix = "/release-remaining-authorization"
    await this.change("POST", { operation: "releaseRemaining", orderId, suffix, key })
  }

  /** Gives the merchant more time to capture; not possible after it ran out. */
  async extendAuthorization(orderId: string, key: string): Promise<void> {
    const suffix = "/extend-authorization-time"
    await this.change("POST", { operation: "extendAuthorization", orderId, suffix, key })
  }

  /** Adds parcels to a capture, or to the order where there is no capture yet. They can't be changed or removed later. */
  async appendShippingInfo(
    orderId: string,
    captureId: string | undefined,
    infos: ShippingInfo[],
    key: string
  ): Promise<void> {
    const operation = "appendShippingInfo"
    const body = checkBody(ShippingInfoBodySchema, { shipping_info: infos }, operation)
    const suffix = `${captureId ? capturePath(captureId) : ""}/shipping-info`
    await this.change("POST", {
      operation,
      orderId,
      suffix,
      body,
      key,
      ...(captureId ? { captureId } : {}),
    })
  }

  /** Changes the merchant's references; an empty text clears one. */
  async updateReferences(
    orderId: string,
    body: MerchantReferencesBody,
    key: string
  ): Promise<void> {
    const operation = "updateReferences"
    const checked = checkBody(MerchantReferencesBodySchema, body, operation)
    await this.change("PATCH", {
      operation,
      orderId,
      suffix: "/merchant-references",
      body: checked,
      key,
    })
  }

  /** Changes the shipping address. */
  async updateCustomerDetails(
    orderId: string,
    body: CustomerDetailsBody,
    key: string
  ): Promise<void> {
    const operation = "updateCustomerDetails"
    const checked = checkBody(CustomerDetailsBodySchema, body, operation)
    await this.change("PATCH", {
      operation,
      orderId,
      suffix: "/customer-details",
      body: checked,
      key,
    })
  }

  /** Sends the customer the documents of a capture again. */
  async triggerSendOut(orderId: string, captureId: string, key: string): Promise<void> {
    const suffix = `${capturePath(captureId)}/trigger-send-out`
    await this.change("POST", { operation: "triggerSendOut", orderId, suffix, key, captureId })
  }

  /** What it costs to let a customer pay later. */
  async dueDateOptions(orderId: string, captureId: string): Promise<DueDateOptions> {
    const suffix = `${capturePath(captureId)}/extend-due-date-options`
    return readAnswer(
      DueDateOptionsSchema,
      await this.read("dueDateOptions", orderId, suffix, captureId)
    )
  }

  /** Lets a customer pay later, at the merchant's cost. */
  async extendDueDate(
    orderId: string,
    captureId: string,
    numberOfDays: number,
    key: string
  ): Promise<void> {
    const operation = "extendDueDate"
    const body = checkBody(ExtendDueDateBodySchema, { number_of_days: numberOfDays }, operation)
    const suffix = `${capturePath(captureId)}/extend-due-date`
    await this.change("PATCH", { operation, orderId, suffix, body, key, captureId })
  }

  /** Reads the captures of an order. */
  async getCaptures(orderId: string): Promise<OmCapture[]> {
    return readAnswer(
      z.array(OmCaptureSchema),
      await this.read("getCaptures", orderId, "/captures")
    )
  }

  /** Reads one capture. */
  async getCapture(orderId: string, captureId: string): Promise<OmCapture> {
    return readAnswer(
      OmCaptureSchema,
      await this.read("getCapture", orderId, capturePath(captureId), captureId)
    )
  }

  /** Reads one refund. */
  async getRefund(orderId: string, refundId: string): Promise<OmRefund> {
    return readAnswer(
      OmRefundSchema,
      await this.read("getRefund", orderId, `/refunds/${encodeURIComponent(refundId)}`)
    )
  }

  private read(
    operation: string,
    orderId: string,
    suffix: string,
    captureId?: string
  ): Promise<KlarnaAnswer> {
    return this.http.request({
      operation,
      method: "GET",
      path: orderPath(orderId) + suffix,
      retry: "safe",
      ids: idsOf(orderId, captureId),
    })
  }

  private change(method: KlarnaRequest["method"], change: Change): Promise<KlarnaAnswer> {
    return this.http.request({
      operation: change.operation,
      method,
      path: orderPath(change.orderId) + change.suffix,
      body: change.body,
      idempotencyKey: change.key,
      retry: "with-key",
      ids: idsOf(change.orderId, change.captureId),
    })
  }
}

function orderPath(orderId: string): string {
  return `/ordermanagement/v1/orders/${encodeURIComponent(orderId)}`
}

function capturePath(captureId: string): string {
  return `/captures/${encodeURIComponent(captureId)}`
}

function idsOf(orderId: string, captureId?: string): Record<string, string> {
  return { order_id: orderId, ...(captureId ? { capture_id: captureId } : {}) }
}
