import { defineRouteConfig } from "@medusajs/admin-sdk"
import KlarnaSettingsPage from "../../../../../admin/pages/klarna-settings"

// Medusa reads this file without running it: the config has to stand here in so many words.
export const config = defineRouteConfig({ label: "Klarna" })

export const handle = { breadcrumb: () => "Klarna" }

export default KlarnaSettingsPage
