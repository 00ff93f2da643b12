import { z } from "zod"

/** Ways of delivery that Klarna knows. */
export const SHIPPING_METHODS = [
  "PickUpStore",
  "Home",
  "BoxReg",
  "BoxUnreg",
  "PickUpPoint",
  "Own",
  "Postal",
  "DHLPackstation",
  "Digital",
  "Undefined",
  "PickUpWarehouse",
  "ClickCollect",
  "PalletDelivery",
] as const

/** A parcel and the way back, as we send it. */
export const ShippingInfoSchema = z.strictObject({
  shipping_company: z.string().max(100).optional(),
  shipping_method: z.enum(SHIPPING_METHODS).optional(),
  tracking_number: z.string().max(100).optional(),
  tracking_uri: z.string().max(1024).optional(),
  return_shipping_company: z.string().max(100).optional(),
  return_tracking_number: z.string().max(100).optional(),
  return_tracking_uri: z.string().max(1024).optional(),
})

export type ShippingInfo = z.infer<typeof ShippingInfoSchema>

/** A parcel as Klarna gives it. */
export const ReadShippingInfoSchema = z.looseObject({
  shipping_company: z.string().nullish(),
  shipping_method: z.string().nullish(),
  tracking_number: z.string().nullish(),
  tracking_uri: z.string().nullish(),
  return_shipping_company: z.string().nullish(),
  return_tracking_number: z.string().nullish(),
  return_tracking_uri: z.string().nullish(),
})

export type ReadShippingInfo = z.infer<typeof ReadShippingInfoSchema>

/** Body of the call that adds parcels: they are appended, never replaced. */
export const ShippingInfoBodySchema = z.strictObject({
  shipping_info: z.array(ShippingInfoSchema).min(1).max(500),
})

export type ShippingInfoBody = z.infer<typeof ShippingInfoBodySchema>
