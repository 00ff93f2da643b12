import type { ManagementAddress, ManagementLine } from "../rules/shapes"
import type { Capture, Order, Refund } from "../state"
import { capturedAmount, refundedAmount, remainingAmount, statusOf } from "./order-facts"

/** An order as Order Management shows it. */
export function orderView(order: Order, now: Date) {
  return {
    order_id: order.id,
    status: statusOf(order, now),
    fraud_status: order.fraudStatus,
    order_amount: order.amount,
    original_order_amount: order.originalAmount,
    captured_amount: capturedAmount(order),
    refunded_amount: refundedAmount(order),
    remaining_authorized_amount: remainingAmount(order, now),
    purchase_currency: order.currency,
    purchase_country: order.country,
    locale: order.locale,
    order_lines: order.lines.map(lineView),
    klarna_reference: order.klarnaReference,
    ...order.references,
    merchant_data: order.merchantData,
    customer: order.customer,
    billing_address: addressView(order.billingAddress),
    shipping_address: addressView(order.shippingAddress),
    created_at: order.createdAt.toISOString(),
    expires_at: order.expiresAt.toISOString(),
    captures: order.captures.map((capture) => captureView(order, capture)),
    refunds: order.refunds.map(refundView),
    initial_payment_method: order.method.initial,
    shipping_info: order.shippingInfo,
  }
}

export function captureView(order: Order, capture: Capture) {
  return {
    capture_id: capture.id,
    klarna_reference: capture.klarnaReference,
    reference: capture.reference,
    captured_amount: capture.amount,
    captured_at: capture.capturedAt.toISOString(),
    description: capture.description,
    order_lines: capture.lines.map(lineView),
    refunded_amount: capture.refundedAmount,
    billing_address: addressView(order.billingAddress),
    shipping_address: addressView(order.shippingAddress),
    shipping_info: capture.shippingInfo,
  }
}

export function refundView(refund: Refund) {
  return {
    refund_id: refund.id,
    reference: refund.reference,
    refunded_amount: refund.amount,
    refunded_at: refund.refundedAt.toISOString(),
    description: refund.description,
    order_lines: refund.lines.map(lineView),
  }
}

/** Klarna fills what a line left open. */
function lineView(line: ManagementLine): ManagementLine {
  return {
    reference: "",
    type: "physical",
    quantity_unit: "",
    total_discount_amount: 0,
    tax_rate: 0,
    total_tax_amount: 0,
    ...line,
  }
}

function addressView(address: ManagementAddress | undefined): ManagementAddress | undefined {
  return address && { title: "", street_address2: "", region: "", ...address }
}
