import { z } from "zod"
import { CATEGORIES } from "./rules/categories"
import { hostedPageUrls } from "./rules/hosted-page-shapes"
import { managementAddress, managementLine, sessionCreate, shippingInfo } from "./rules/shapes"

/** In the state file a moment is a text. */
const moment = z.iso.datetime().transform((text) => new Date(text))

/** What the sandbox remembers of a purchase: once as types, and once as the checks of a state file. */
export const authorizationSchema = z.object({
  token: z.string(),
  sessionId: z.string(),
  account: z.string(),
  expiresAt: moment,
  category: z.enum(CATEGORIES),
  state: z.enum(["alive", "dead", "consumed"]),
  customerTokenId: z.string().optional(),
  /** The order that the token was used for, with the body that placed it. */
  placed: z.object({ orderId: z.string(), body: z.string(), answer: z.unknown() }).optional(),
})
export type Authorization = z.infer<typeof authorizationSchema>

/** A session as a file holds it: its authorization by token, since it is the same thing as the one among the authorizations. */
export const storedSessionSchema = z.object({
  id: z.string(),
  account: z.string(),
  clientToken: z.string(),
  createdAt: moment,
  expiresAt: moment,
  status: z.enum(["incomplete", "complete"]),
  data: sessionCreate,
  authorization: z.string().nullable(),
  /** Set after a refusal; Klarna shows no form until the data changes. */
  denied: z.boolean(),
  /** An approval that waits for `finalize`. */
  awaitsFinalize: z.enum(CATEGORIES).nullable(),
})
export type Session = Omit<z.infer<typeof storedSessionSchema>, "authorization"> & {
  authorization: Authorization | null
}

const captureSchema = z.object({
  id: z.string(),
  reference: z.string().optional(),
  description: z.string(),
  klarnaReference: z.string(),
  amount: z.int(),
  refundedAmount: z.int(),
  capturedAt: moment,
  lines: z.array(managementLine),
  shippingInfo: z.array(shippingInfo),
  extendedBy: z.int(),
})
export type Capture = z.infer<typeof captureSchema>

const refundSchema = z.object({
  id: z.string(),
  reference: z.string().optional(),
  description: z.string(),
  amount: z.int(),
  refundedAt: moment,
  lines: z.array(managementLine),
  /** The captures that the refund was booked on; `failed` when its lines fit none. */
  allocation: z.union([
    z.array(z.object({ captureId: z.string(), amount: z.int() })),
    z.literal("failed"),
  ]),
})
export type Refund = z.infer<typeof refundSchema>

export const orderSchema = z.object({
  id: z.string(),
  account: z.string(),
  sessionId: z.string(),
  createdAt: moment,
  expiresAt: moment,
  cancelledAt: moment.nullable(),
  releasedAt: moment.nullable(),
  fraudStatus: z.enum(["ACCEPTED", "PENDING", "REJECTED"]),
  /** When a held-back order is decided, how, and who is told. */
  decision: z
    .object({
      at: moment,
      outcome: z.enum(["accept", "reject"]),
      notification: z.string().nullable(),
    })
    .nullable(),
  /** When Klarna cancels a rejected order. */
  cancelsAt: moment.nullable(),
  klarnaReference: z.string(),
  originalAmount: z.int(),
  amount: z.int(),
  country: z.string(),
  currency: z.string(),
  locale: z.string(),
  lines: z.array(managementLine),
  billingAddress: managementAddress.optional(),
  shippingAddress: managementAddress.optional(),
  customer: z
    .object({
      date_of_birth: z.string().optional(),
      national_identification_number: z.string().optional(),
    })
    .optional(),
  references: z.object({
    merchant_reference1: z.string().optional(),
    merchant_reference2: z.string().optional(),
  }),
  merchantData: z.string().optional(),
  method: z.object({
    authorized: z.object({
      type: z.string(),
      number_of_days: z.int().optional(),
      number_of_installments: z.int().optional(),
    }),
    initial: z.object({
      type: z.string(),
      description: z.string(),
      number_of_installments: z.int().optional(),
    }),
  }),
  captures: z.array(captureSchema),
  refunds: z.array(refundSchema),
  shippingInfo: z.array(shippingInfo),
  sendOuts: z.array(z.object({ captureId: z.string(), at: moment })),
  acknowledgedAt: moment.nullable(),
})
export type Order = z.infer<typeof orderSchema>

export const customerTokenSchema = z.object({
  id: z.string(),
  account: z.string(),
  status: z.enum(["active", "cancelled"]),
  country: z.string(),
  currency: z.string(),
  description: z.string(),
  createdAt: moment,
})
export type CustomerToken = z.infer<typeof customerTokenSchema>

export const PAGE_STATUSES = [
  "WAITING",
  "IN_PROGRESS",
  "COMPLETED",
  "FAILED",
  "BACK",
  "CANCELLED",
  "ERROR",
  "DISABLED",
] as const
export type PageStatus = (typeof PAGE_STATUSES)[number]

export const hostedPageSchema = z.object({
  id: z.string(),
  /** Names the page in the shopper's address, which no shop can guess from the id. */
  key: z.string(),
  account: z.string(),
  sessionId: z.string(),
  createdAt: moment,
  updatedAt: moment,
  expiresAt: moment,
  status: z.enum(PAGE_STATUSES),
  mode: z.enum(["NONE", "PLACE_ORDER", "CAPTURE_ORDER"]),
  category: z.enum(CATEGORIES),
  title: z.string().optional(),
  hidesDetails: z.boolean(),
  merchantUrls: hostedPageUrls,
  /** Where the sandbox was reached when the page was made. */
  baseUrl: z.string(),
  authorizationToken: z.string().nullable(),
  orderId: z.string().nullable(),
})
export type HostedPage = z.infer<typeof hostedPageSchema>

export const distributionSchema = z.object({
  session_id: z.string(),
  account: z.string(),
  method: z.enum(["email", "sms", "token"]),
  /** Whom the message went to. */
  contact_information: z.record(z.string(), z.string()),
  /** The address in the message. */
  link: z.string(),
  at: z.iso.datetime(),
})
export type Distribution = z.infer<typeof distributionSchema>

/** Everything that the sandbox remembers of purchases. */
export class State {
  readonly sessions = new Map<string, Session>()
  readonly authorizations = new Map<string, Authorization>()
  readonly orders = new Map<string, Order>()
  readonly customerTokens = new Map<string, CustomerToken>()
  readonly hostedPages = new Map<string, HostedPage>()
  readonly distributions: Distribution[] = []

  reset(): void {
    this.sessions.clear()
    this.authorizations.clear()
    this.orders.clear()
    this.customerTokens.clear()
    this.hostedPages.clear()
    this.distributions.length = 0
  }
}
