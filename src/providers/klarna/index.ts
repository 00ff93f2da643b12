import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { KlarnaPaymentProvider } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: [KlarnaPaymentProvider] })
