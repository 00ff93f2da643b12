import { defineWidgetConfig } from "@medusajs/admin-sdk"
import KlarnaOrderWidget from "../../../admin/widgets/klarna-order"

// Medusa reads this file without running it: the config has to stand here in so many words.
export const config = defineWidgetConfig({
  id: "klarna:order",
  zone: "order.details.side.after",
})

export default KlarnaOrderWidget
