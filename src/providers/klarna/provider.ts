import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { toMajor, toMinor } from "../../klarna/money"
import { cancelOrRelease } from "../../operations/cancel"
import { captureOrder } from "../../operations/capture"
import { OperationError } from "../../operations/errors"
import { refundOrder } from "../../operations/refund"
import { parseKlarnaOptions } from "../../options"
import type { Purchase } from "../../purchase/ports"
import { withMedusaErrors } from "./errors"
import { AmountSchema } from "./numbers"
import { subjectOfSession } from "./order-context"
import { cancelCaller, readRow, reopenSession } from "./payment-rows"
import { Purchases } from "./purchases"
import { found, reach } from "./resolve"
import {
  InitiateInputSchema,
  keyOf,
  PaymentDataSchema,
  paymentData,
  sessionData,
  sessionIdOf,
} from "./session-data"
import { statusOf } from "./session-status"
import { actionOfHint } from "./webhook-hint"

type Cradle = Record<string, unknown> & { logger: Logger }

const CaptureRow = z.looseObject({ raw_amount: AmountSchema, payment_id: z.string() })
const RefundRow = z.looseObject({ payment_id: z.string(), note: z.string().nullish() })

/**
 * Klarna as a Medusa payment provider, `pp_klarna_klarna`. It only translates: what happens once and only once lives in the
 * purchase and operations cores.
 */
export class KlarnaPaymentProvider extends AbstractPaymentProvider {
  static override identifier = "klarna"

  /** @throws Error at boot, with a message that names the option */
  static override validateOptions(options: Record<string, unknown>): void {
    parseKlarnaOptions(options, process.env)
  }

  constructor(
    private readonly cradle: Cradle,
    options?: Record<string, unknown>
  ) {
    super(cradle, options)
  }

  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    return withMedusaErrors(async () => {
      const paymentSessionId = sessionIdOf(input)
      const purchase = await this.synchronise(paymentSessionId, input.data)
      return { id: purchase.id, data: sessionData(purchase, paymentSessionId) }
    })
  }

  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    return withMedusaErrors(async () => {
      const paymentSessionId =
        PaymentDataSchema.parse(input.data ?? {}).payment_session_id ?? sessionIdOf(input)
      const purchase = await this.synchronise(paymentSessionId, input.data)
      return { data: sessionData(purchase, paymentSessionId) }
    })
  }

  /** Klarna's session stays: the next payment session of the same cart goes on with it. Must never throw. */
  async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    return input.data ? { data: input.data } : {}
  }

  async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    return withMedusaErrors(async () => {
      const paymentSessionId = sessionIdOf(input)
      const purchases = this.purchases()
      const { subject } = await subjectOfSession(paymentSessionId, reach(this.cradle, "query"))
      const placed = await purchases.place(subject, paymentSessionId)
      return { status: statusOf(placed), data: paymentData(placed, paymentSessionId) }
    })
  }

  async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    return withMedusaErrors(async () => {
      const medusaId = keyOf(input)
      const purchases = this.purchases()
      const purchase = await this.placedPurchase(input.data)
      const row = CaptureRow.parse(await readRow(this.cradle, "captureService", medusaId))
      await captureOrder(
        {
          klarnaOrderId: purchase.klarna_order_id,
          paymentId: row.payment_id,
          medusaId,
          amount: toMinor(row.raw_amount, purchase.currency_code),
          currency: purchase.currency_code,
          orderLines: purchase.order_body?.order_lines ?? [],
          orderAmount: purchase.amount,
          reference: purchase.order_body?.merchant_reference1,
          // Where its review said no, capturing at Klarna is what kept the order.
          capturedAtOnce:
            purchase.order_body?.auto_capture === true || purchase.rejected_at !== null,
        },
        purchases.operationDeps(purchase)
      )
      return input.data ? { data: input.data } : {}
    })
  }

  async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    return withMedusaErrors(async () => {
      const medusaId = keyOf(input)
      const purchases = this.purchases()
      const purchase = await this.placedPurchase(input.data)
      const row = RefundRow.parse(await readRow(this.cradle, "refundService", medusaId))
      await refundOrder(
        {
          klarnaOrderId: purchase.klarna_order_id,
          paymentId: row.payment_id,
          medusaId,
          amount: toMinor(AmountSchema.parse(input.amount), purchase.currency_code),
          currency: purchase.currency_code,
          description: row.note?.slice(0, 255) || undefined,
        },
        purchases.operationDeps(purchase)
      )
      return input.data ? { data: input.data } : {}
    })
  }

  /**
   * Cancels what is reserved, or releases the rest of what is partly captured. When Medusa takes back a completion that failed
   * after Klarna accepted, the Klarna order is kept instead, so that the shopper's next try takes it without approving twice.
   */
  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return withMedusaErrors(async () => {
      const data = PaymentDataSchema.parse(input.data ?? {})
      const purchases = this.purchases()
      const purchase = data.klarna_order_id
        ? await purchases.store.findByKlarnaOrder(data.klarna_order_id)
        : undefined
      const caller = await cancelCaller(reach(this.cradle, "query"), data.payment_session_id)
      if (caller.kind === "failed_completion" && data.payment_session_id) {
        if (purchase) await purchases.keepForNextTry(purchase)
        await reopenSession(this.cradle, data.payment_session_id, caller.paymentId)
      } else if (purchase?.klarna_order_id) {
        const done = await cancelOrRelease(
          {
            klarnaOrderId: purchase.klarna_order_id,
            paymentId: input.context?.idempotency_key ?? null,
          },
          purchases.operationDeps(purchase)
        )
        if (done?.kind === "cancel")
          await purchases.store.update(purchase.id, { state: "canceled", next_check_at: null })
      }
      return input.data ? { data: input.data } : {}
    })
  }

  async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return withMedusaErrors(async () => {
      const purchase = await this.placedPurchase(input.data)
      const order = await this.purchases()
        .clientFor(purchase)
        .orderManagement.getOrder(purchase.klarna_order_id)
      return {
        data: {
          ...input.data,
          status: order.status,
          fraud_status: order.fraud_status ?? null,
          captured_amount: toMajor(order.captured_amount ?? 0, purchase.currency_code),
          refunded_amount: toMajor(order.refunded_amount ?? 0, purchase.currency_code),
        },
      }
    })
  }

  async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    return withMedusaErrors(async () => {
      const { klarna_order_id } = PaymentDataSchema.parse(input.data ?? {})
      if (!klarna_order_id) return { status: "pending" }
      const purchase = await this.placedPurchase(input.data)
      const order = await this.purchases()
        .clientFor(purchase)
        .orderManagement.getOrder(klarna_order_id)
      if (order.status === "CANCELLED" || order.status === "EXPIRED") return { status: "canceled" }
      if (order.status === "CAPTURED") return { status: "captured" }
      return { status: statusOf({ ...purchase, fraud_status: order.fraud_status ?? null }) }
    })
  }

  /**
   * Klarna's events on Medusa's own webhook address are hints only: nothing of the body is believed. A purchase that we know is
   * read at Klarna, and only what Klarna says itself counts.
   */
  async getWebhookActionAndData(
    payload: ProviderWebhookPayload["payload"]
  ): Promise<WebhookActionResult> {
    return withMedusaErrors(() => actionOfHint(payload.data, this.purchases()))
  }

  /** Klarna keeps no account holders; answering nothing tells Medusa to go on without. */
  async createAccountHolder(input: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    return { id: input.context.customer.id }
  }

  private async synchronise(paymentSessionId: string, data: unknown): Promise<Purchase> {
    const { authorization_token } = InitiateInputSchema.parse(data ?? {})
    const purchases = this.purchases()
    const { subject } = await subjectOfSession(paymentSessionId, reach(this.cradle, "query"))
    const purchase = await purchases.refresh(subject)
    return authorization_token ? purchases.keepApproval(subject, authorization_token) : purchase
  }

  private async placedPurchase(data: unknown): Promise<Purchase & { klarna_order_id: string }> {
    const { klarna_order_id } = PaymentDataSchema.parse(data ?? {})
    const purchase =
      klarna_order_id && (await this.purchases().store.findByKlarnaOrder(klarna_order_id))
    if (!purchase || !purchase.klarna_order_id) {
      throw new OperationError(
        "not_placed",
        "This payment has no Klarna order, so there is nothing to capture, refund or read."
      )
    }
    return { ...purchase, klarna_order_id: purchase.klarna_order_id }
  }

  private purchases(): Purchases {
    return new Purchases({
      query: reach(this.cradle, "query"),
      klarna: reach(this.cradle, "klarna"),
      locking: reach(this.cradle, "locking"),
      database: found(this.cradle, ContainerRegistrationKeys.PG_CONNECTION),
      logger: this.cradle.logger,
    })
  }
}
