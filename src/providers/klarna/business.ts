import { z } from "@medusajs/framework/zod"
import { payerAddress } from "../../klarna/order/addresses"
import type { KlarnaCustomer } from "../../klarna/wire"
import type { MarketSettings } from "../../settings"
import type { Payable } from "./subject-query"

/** Kinds of organisations that Klarna knows. Source: Klarna Payments, `customer.organization_entity_type`. */
const ENTITY_TYPES = [
  "LIMITED_COMPANY",
  "PUBLIC_LIMITED_COMPANY",
  "ENTREPRENEURIAL_COMPANY",
  "LIMITED_PARTNERSHIP_LIMITED_COMPANY",
  "LIMITED_PARTNERSHIP",
  "GENERAL_PARTNERSHIP",
  "REGISTERED_SOLE_TRADER",
  "SOLE_TRADER",
  "CIVIL_LAW_PARTNERSHIP",
  "PUBLIC_INSTITUTION",
  "OTHER",
] as const

/** A number of a register or a tax office: letters and digits with separators. What is none is left out: Klarna asks for it. */
const registration = z
  .string()
  .trim()
  .max(50)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .\-/]*$/u)
  .optional()
  .catch(undefined)

/** What a storefront may write down of a company, under the key `klarna` of the cart's metadata. */
const BusinessSchema = z
  .object({
    organization_registration_id: registration,
    organization_entity_type: z.enum(ENTITY_TYPES).optional().catch(undefined),
    vat_id: registration,
  })
  .catch({})

/**
 * The company that pays, or undefined where a person does: business is to be on in the market, and the billing address has to name
 * a company. A person who fills in a company where business is off stays a person.
 *
 * @example
 * businessCustomer(cart, { b2b: true })
 * // { type: "organization", organization_registration_id: "556036-0793" }
 */
export function businessCustomer(
  payable: Pick<Payable, "billing_address" | "shipping_address" | "metadata">,
  settings: Pick<MarketSettings, "b2b">
): KlarnaCustomer | undefined {
  const payer = payerAddress({
    billing: payable.billing_address,
    shipping: payable.shipping_address,
  })
  if (!settings.b2b || !payer?.company?.trim()) return undefined
  const known = Object.entries(BusinessSchema.parse(payable.metadata?.klarna ?? {})).filter(
    ([, value]) => value !== undefined
  )
  return { type: "organization", ...Object.fromEntries(known) }
}
