import { Module } from "@medusajs/framework/utils"
import KlarnaModuleService from "./service"

/** Container key of the module that keeps settings, purchases and operations. */
export const KLARNA_MODULE = "klarna"

export default Module(KLARNA_MODULE, { service: KlarnaModuleService })
