import { z } from "zod"

const amount = z.coerce.number()

export const Anything = z.unknown()
export const TokenAnswer = z.object({ token: z.string() })
export const RegionsAnswer = z.object({
  regions: z.array(
    z.object({ id: z.string(), countries: z.array(z.object({ iso_2: z.string() })) })
  ),
})
export const ProductsAnswer = z.object({
  products: z.array(
    z.object({
      handle: z.string(),
      variants: z.array(z.object({ id: z.string(), sku: z.string().nullable() })),
    })
  ),
})
export const CartAnswer = z.object({ cart: z.object({ id: z.string(), total: amount }) })
export const ShippingOptionsAnswer = z.object({
  shipping_options: z.array(z.object({ id: z.string(), name: z.string() })),
})
export const PaymentCollectionAnswer = z.object({
  payment_collection: z.object({ id: z.string() }),
})
export const PaymentSessionAnswer = z.object({
  payment_collection: z.object({
    payment_sessions: z.array(
      z.object({
        provider_id: z.string(),
        data: z.object({ client_token: z.string(), session_id: z.string() }),
      })
    ),
  }),
})
export const RefreshAnswer = z.object({
  session: z.object({ session_id: z.string() }),
  authorize_data: z.record(z.string(), z.unknown()),
})
export const ApprovalAnswer = z.object({
  approved: z.boolean(),
  authorization_token: z.string().optional(),
})
export const PlaceAnswer = z.object({ order: z.object({ id: z.string() }) })
export const MarketsAnswer = z.object({
  markets: z.array(
    z.object({
      country_code: z.string(),
      available: z.boolean(),
      version: z.number(),
      overrides: z.record(z.string(), z.unknown()),
    })
  ),
})

/** A Medusa order as the ledger needs it; amounts in major units. */
export const OrderAnswer = z.object({
  order: z.object({
    id: z.string(),
    display_id: z.number(),
    currency_code: z.string(),
    total: amount,
    shipping_total: amount,
    items: z.array(
      z.object({
        id: z.string(),
        variant_sku: z.string().nullable(),
        quantity: z.number(),
        total: amount,
      })
    ),
    fulfillments: z.array(z.object({ id: z.string(), shipped_at: z.string().nullable() })),
    payment_collections: z.array(
      z.object({
        payments: z.array(
          z.object({
            id: z.string(),
            provider_id: z.string(),
            amount,
            captures: z.array(z.object({ amount })),
            refunds: z.array(z.object({ amount })),
          })
        ),
      })
    ),
  }),
})
export type MedusaOrder = z.infer<typeof OrderAnswer>["order"]

/** What Klarna's sandbox knows of an order; amounts in minor units. */
export const KlarnaOrderAnswer = z.object({
  order_id: z.string(),
  status: z.string(),
  purchase_currency: z.string(),
  purchase_country: z.string(),
  order_amount: z.number(),
  captured_amount: z.number(),
  refunded_amount: z.number(),
  merchant_reference1: z.string().nullish(),
  order_lines: z.array(
    z.object({
      type: z.string().nullish(),
      name: z.string(),
      image_url: z.string().nullish(),
      product_url: z.string().nullish(),
      tax_rate: z.number().nullish(),
      total_tax_amount: z.number().nullish(),
      total_amount: z.number(),
    })
  ),
  captures: z.array(
    z.object({
      captured_amount: z.number(),
      shipping_info: z
        .array(
          z.object({
            tracking_number: z.string().nullish(),
            shipping_company: z.string().nullish(),
            tracking_uri: z.string().nullish(),
          })
        )
        .nullish(),
    })
  ),
  refunds: z.array(z.object({ refunded_amount: z.number() })),
  sandbox: z.object({ session_id: z.string().nullish() }),
})
export type KlarnaOrder = z.infer<typeof KlarnaOrderAnswer>
export const KlarnaOrdersAnswer = z.object({ orders: z.array(KlarnaOrderAnswer) })
export const RequestsAnswer = z.object({
  requests: z.array(z.object({ n: z.number(), api: z.string(), operation: z.string().nullable() })),
})
export const ViolationsAnswer = z.object({
  /** False where the contracts' folder is not there: then nothing was validated. */
  checked: z.boolean(),
  violations: z.array(z.unknown()),
})
