import { useMarkets } from "../../hooks/use-markets"
import { useText } from "../../hooks/use-text"
import { formatMajor } from "../../lib/format"
import { collectionToPay, marketTakes, type OrderToPay } from "../../lib/payment-link"
import { PaymentLink } from "./payment-link"

/** What of an order is still to be paid, where Klarna can be used for it; undefined otherwise. */
export function useCollectionToPay(order: OrderToPay, hasKlarnaOrder: boolean) {
  const collection = collectionToPay(order, hasKlarnaOrder)
  const { data } = useMarkets({ enabled: collection !== undefined })
  return collection && data && marketTakes(order, data.markets) ? collection : undefined
}

type OrderPaymentLinkProps = {
  collection: { id: string; amount: number }
  currency: string
}

/** The payment link of an order. Another amount to pay is another link. */
export const OrderPaymentLink = ({ collection, currency }: OrderPaymentLinkProps) => {
  const { locale } = useText()
  return (
    <PaymentLink
      key={`${collection.id} ${collection.amount}`}
      collectionId={collection.id}
      amount={formatMajor(collection.amount, currency.toUpperCase(), locale)}
    />
  )
}
