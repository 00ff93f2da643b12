import type { AdminKlarnaMarket } from "../../src/api/admin/klarna/markets/types"
import { paidWithKlarna, type OrderOnPage } from "./klarna-payments"

type Maybe<T> = T | null | undefined

/** What is read of an order on its page to know whether it can be paid by a link. */
export type OrderToPay = OrderOnPage & {
  status?: string
  currency_code?: string
  summary?: Maybe<{ pending_difference?: Maybe<number> }>
  billing_address?: Maybe<{ country_code?: Maybe<string> }>
  shipping_address?: Maybe<{ country_code?: Maybe<string> }>
}

/** Statuses of a payment collection that nothing was promised of yet. */
const UNPAID: readonly string[] = ["not_paid", "awaiting"]

/**
 * The payment collection of an order that is still to be paid; undefined where there is none, or Klarna's decision about it is
 * waited for.
 *
 * @param hasKlarnaOrder - whether Klarna has an order for it
 * @example
 * collectionToPay({ id: "order_1", payment_collections: [{ id: "pay_col_1", status: "not_paid", amount: 10 }], ... }, false)
 */
export function collectionToPay(
  order: OrderToPay,
  hasKlarnaOrder: boolean
): { id: string; amount: number } | undefined {
  const underReview = hasKlarnaOrder && paidWithKlarna(order) !== "yes"
  if (order.status === "canceled" || underReview) return undefined
  if ((order.summary?.pending_difference ?? 0) <= 0) return undefined
  const found = (order.payment_collections ?? []).find(
    (collection) => UNPAID.includes(collection?.status ?? "") && (collection?.amount ?? 0) > 0
  )
  return found?.id ? { id: found.id, amount: found.amount ?? 0 } : undefined
}

/** Whether Klarna can be used for an order: by its billing country, else its shipping country, in that market's currency. */
export function marketTakes(
  order: Pick<OrderToPay, "billing_address" | "shipping_address" | "currency_code">,
  markets: readonly Pick<AdminKlarnaMarket, "country_code" | "currency_code" | "available">[]
): boolean {
  const country = (
    order.billing_address?.country_code ?? order.shipping_address?.country_code
  )?.toUpperCase()
  const market = markets.find(({ country_code }) => country_code === country)
  return market?.available === true && market.currency_code === order.currency_code?.toUpperCase()
}

/** For how many days a link may be valid. */
export const DAYS = [1, 3, 7, 14, 30] as const
export const DEFAULT_DAYS = 14

/** The deadline of a link that is made now. */
export function deadlineIn(days: number, now: Date): string {
  return new Date(now.getTime() + days * 24 * 60 * 60 * 1000).toISOString()
}
