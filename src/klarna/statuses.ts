/** Statuses of an order in Order Management. */
export const ORDER_STATUSES = [
  "AUTHORIZED",
  "PART_CAPTURED",
  "CAPTURED",
  "CANCELLED",
  "EXPIRED",
  "CLOSED",
] as const

/** `unknown` stands for a status that this version has never heard of: it is no success. */
export type OrderStatus = (typeof ORDER_STATUSES)[number] | "unknown"

/** Outcomes of Klarna's fraud check. `STOPPED` is of older documents and means: do not ship. */
export const FRAUD_STATUSES = ["ACCEPTED", "PENDING", "REJECTED", "STOPPED"] as const

/** `unknown` stands for an outcome that this version has never heard of: it is no success. */
export type FraudStatus = (typeof FRAUD_STATUSES)[number] | "unknown"

/** Ways in which a customer pays, as Order Management names them. */
export const PAYMENT_METHOD_TYPES = [
  "ACCOUNT",
  "ALTERNATIVE_PAYMENT_METHOD",
  "B2B_INVOICE",
  "BANK_TRANSFER",
  "BASE_ACCOUNT",
  "CARD",
  "DEFERRED_INTEREST",
  "DIRECT_BANK_TRANSFER",
  "DIRECT_DEBIT",
  "FIXED_AMOUNT",
  "FIXED_AMOUNT_BY_CARD",
  "FIXED_SUM_CREDIT",
  "INVOICE",
  "INVOICE_BUSINESS",
  "MOBILEPAY",
  "OTHER",
  "PAY_BY_CARD",
  "PAY_IN_X",
  "PAY_LATER_BY_CARD",
  "PAY_LATER_IN_PARTS",
  "PIX",
  "SLICE_IT_BY_CARD",
  "SWISH",
] as const

/** `unknown` stands for a way to pay that this version has never heard of. */
export type PaymentMethodType = (typeof PAYMENT_METHOD_TYPES)[number] | "unknown"

/**
 * Reads an order's status.
 *
 * @example
 * parseOrderStatus("PART_CAPTURED") // "PART_CAPTURED"
 * parseOrderStatus("SOMETHING_NEW") // "unknown"
 */
export function parseOrderStatus(value: string | null | undefined): OrderStatus {
  return known(ORDER_STATUSES, value)
}

/** Reads the outcome of the fraud check; a missing one is `unknown`. */
export function parseFraudStatus(value: string | null | undefined): FraudStatus {
  return known(FRAUD_STATUSES, value)
}

/** Reads a way to pay; Klarna Payments writes it in lower case, Order Management in upper case. */
export function parsePaymentMethodType(value: string | null | undefined): PaymentMethodType {
  return known(PAYMENT_METHOD_TYPES, value)
}

function known<T extends string>(
  values: readonly T[],
  value: string | null | undefined
): T | "unknown" {
  const wanted = value?.trim().toUpperCase()
  return values.find((candidate) => candidate === wanted) ?? "unknown"
}

/** What may be done with an order of a status. Source: Klarna, order lifecycle. */
export type OrderAbilities = {
  capture: boolean
  refund: boolean
  cancel: boolean
  release: boolean
  extend: boolean
}

const NOTHING: OrderAbilities = {
  capture: false,
  refund: false,
  cancel: false,
  release: false,
  extend: false,
}

/**
 * What may be done with an order of a status. Klarna does not say whether a closed order's captures can be refunded: it is
 * allowed here, and Klarna decides.
 */
export function abilitiesOf(status: OrderStatus): OrderAbilities {
  switch (status) {
    case "AUTHORIZED":
      return { ...NOTHING, capture: true, cancel: true, extend: true }
    case "PART_CAPTURED":
      return { ...NOTHING, capture: true, refund: true, release: true, extend: true }
    case "CAPTURED":
    case "CLOSED":
      return { ...NOTHING, refund: true }
    case "CANCELLED":
    case "EXPIRED":
    case "unknown":
      return NOTHING
    default:
      return assertUnreachable(status)
  }
}

function assertUnreachable(value: never): never {
  throw new Error(`Unhandled status ${String(value)}`)
}
