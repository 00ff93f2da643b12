import type { Category, PaymentMethod } from "./rules/categories"
import type { ManagementAddress, ManagementLine, SessionData, ShippingInfo } from "./rules/shapes"

export type Authorization = {
  token: string
  sessionId: string
  account: string
  expiresAt: Date
  category: Category
  state: "alive" | "dead" | "consumed"
  customerTokenId?: string
  /** The order that the token was used for, with the body that placed it. */
  placed?: { orderId: string; body: string; answer: unknown }
}

export type Session = {
  id: string
  account: string
  clientToken: string
  createdAt: Date
  expiresAt: Date
  status: "incomplete" | "complete"
  data: SessionData
  authorization: Authorization | null
  /** Set after a refusal; Klarna shows no form until the data changes. */
  denied: boolean
  /** An approval that waits for `finalize`. */
  awaitsFinalize: Category | null
}

export type Capture = {
  id: string
  reference: string | undefined
  description: string
  klarnaReference: string
  amount: number
  refundedAmount: number
  capturedAt: Date
  lines: ManagementLine[]
  shippingInfo: ShippingInfo[]
  extendedBy: number
}

export type Refund = {
  id: string
  reference: string | undefined
  description: string
  amount: number
  refundedAt: Date
  lines: ManagementLine[]
  /** The captures that the refund was booked on; `failed` when its lines fit none. */
  allocation: { captureId: string; amount: number }[] | "failed"
}

export type Order = {
  id: string
  account: string
  sessionId: string
  createdAt: Date
  expiresAt: Date
  cancelledAt: Date | null
  releasedAt: Date | null
  fraudStatus: "ACCEPTED" | "PENDING" | "REJECTED"
  klarnaReference: string
  originalAmount: number
  amount: number
  country: string
  currency: string
  locale: string
  lines: ManagementLine[]
  billingAddress: ManagementAddress | undefined
  shippingAddress: ManagementAddress | undefined
  customer: { date_of_birth?: string; national_identification_number?: string } | undefined
  references: { merchant_reference1?: string; merchant_reference2?: string }
  merchantData: string | undefined
  method: PaymentMethod
  captures: Capture[]
  refunds: Refund[]
  shippingInfo: ShippingInfo[]
  sendOuts: { captureId: string; at: Date }[]
  acknowledgedAt: Date | null
}

export type CustomerToken = {
  id: string
  account: string
  status: "active" | "cancelled"
  country: string
  currency: string
  description: string
  createdAt: Date
}

/** Everything that the sandbox remembers of purchases. */
export class State {
  readonly sessions = new Map<string, Session>()
  readonly authorizations = new Map<string, Authorization>()
  readonly orders = new Map<string, Order>()
  readonly customerTokens = new Map<string, CustomerToken>()

  reset(): void {
    this.sessions.clear()
    this.authorizations.clear()
    this.orders.clear()
    this.customerTokens.clear()
  }
}
