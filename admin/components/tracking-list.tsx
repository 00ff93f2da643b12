import { Text } from "@medusajs/ui"
import { useText } from "../hooks/use-text"
import { webLink } from "../lib/web-link"
import type { KlarnaOrderView, KlarnaShippingInfo } from "../../src/api/admin/klarna/orders/types"

/** The parcels that Klarna was told about. */
export const TrackingList = ({ order }: { order: KlarnaOrderView }) => {
  const { t } = useText()
  const parcels = [
    ...order.shipping_info,
    ...order.captures.flatMap((capture) => capture.shipping_info),
  ]
  if (parcels.length === 0) {
    return (
      <Text as="span" size="small" className="text-ui-fg-muted">
        {t("order.no_tracking")}
      </Text>
    )
  }
  return (
    <ul className="flex min-w-0 flex-col gap-y-1">
      {parcels.map((parcel, index) => (
        <li key={`${index}-${parcel.tracking_number ?? ""}`} className="break-words">
          <Parcel parcel={parcel} />
        </li>
      ))}
    </ul>
  )
}

const Parcel = ({ parcel }: { parcel: KlarnaShippingInfo }) => {
  const words = [parcel.shipping_company, parcel.tracking_number].filter(Boolean).join(" ")
  const link = webLink(parcel.tracking_uri)
  if (!link) return <>{words}</>
  return (
    <a
      href={link}
      target="_blank"
      rel="noopener noreferrer"
      className="text-ui-fg-base underline hover:no-underline"
    >
      {words || link}
    </a>
  )
}
