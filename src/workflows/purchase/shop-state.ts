import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, OrderStatus } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { AmountSchema } from "../../providers/klarna/numbers"
import { isKlarna } from "../../providers/klarna/provider-id"
import type { ShopState } from "../../purchase/next-step"
import type { Purchase } from "../../purchase/ports"

/** The shop's side of a purchase, with the payment session that would be authorised. */
export type ShopView = ShopState & {
  paymentSessionId: string | undefined
  paymentCollectionId: string | undefined
  /** The live payment of this purchase in Medusa. */
  paymentId: string | undefined
}

const when = z.coerce.date()

const Order = z.looseObject({
  id: z.string(),
  status: z.string(),
  created_at: when,
})

const Collection = z.looseObject({
  id: z.string(),
  raw_amount: AmountSchema.nullish(),
  payment_sessions: z
    .array(
      z
        .looseObject({
          id: z.string(),
          provider_id: z.string(),
          status: z.string(),
          data: z.looseObject({ klarna_order_id: z.string().nullish() }).nullish(),
          payment: z.looseObject({ id: z.string(), canceled_at: when.nullish() }).nullish(),
        })
        .nullable()
    )
    .nullish(),
  order: Order.nullish(),
})
type Collection = z.infer<typeof Collection>
type Session = NonNullable<NonNullable<Collection["payment_sessions"]>[number]>

const Cart = z.looseObject({
  id: z.string(),
  completed_at: when.nullish(),
  items: z.array(z.looseObject({ id: z.string() }).nullable()).nullish(),
  payment_collection: Collection.nullish(),
})

const SESSION_FIELDS = ["id", "provider_id", "status", "data", "payment.id", "payment.canceled_at"]
const collectionFields = (prefix: string) => [
  `${prefix}id`,
  `${prefix}amount`,
  `${prefix}raw_amount`,
  ...SESSION_FIELDS.map((field) => `${prefix}payment_sessions.${field}`),
]

/** Statuses of a payment session with which a cart can be completed. */
const USABLE = ["pending", "requires_more", "authorized", "pending_authorization"]

/** Reads what the shop holds for a purchase. */
export async function shopStateOf(
  purchase: Purchase,
  container: MedusaContainer
): Promise<ShopView> {
  return purchase.subject_type === "cart"
    ? cartState(purchase, container)
    : collectionState(purchase, container)
}

async function cartState(purchase: Purchase, container: MedusaContainer): Promise<ShopView> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const [carts, links] = await Promise.all([
    query.graph({
      entity: "cart",
      filters: { id: purchase.subject_id },
      fields: ["id", "completed_at", "items.id", ...collectionFields("payment_collection.")],
    }),
    query.graph({
      entity: "order_cart",
      filters: { cart_id: purchase.subject_id },
      fields: ["order.id", "order.status", "order.created_at"],
    }),
  ])
  const cart = Cart.safeParse(carts.data[0]).data
  const order = z.looseObject({ order: Order.nullish() }).safeParse(links.data[0]).data?.order
  const sessions = sessionsOf(cart?.payment_collection)
  const payment = paymentOf(purchase, sessions, order != null)
  const paid = livePayment(purchase, sessions)
  const usable = sessions.find(
    ({ provider_id, status }) => isKlarna(provider_id) && USABLE.includes(status)
  )
  const taken = sessions.some(({ provider_id }) => !isKlarna(provider_id))
  return {
    order: orderOf(order),
    payment,
    payable: cart !== undefined && !cart.completed_at && Boolean(cart.items?.length) && !taken,
    paymentSessionId: usable?.id,
    paymentCollectionId: cart?.payment_collection?.id,
    paymentId: paid?.id,
  }
}

async function collectionState(purchase: Purchase, container: MedusaContainer): Promise<ShopView> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_collection",
    filters: { id: purchase.subject_id },
    fields: [...collectionFields(""), "status", "order.id", "order.status", "order.created_at"],
  })
  const collection = Collection.safeParse(data[0]).data
  const sessions = sessionsOf(collection)
  const usable = sessions.find(
    ({ provider_id, status }) => isKlarna(provider_id) && USABLE.includes(status)
  )
  const payment = paymentOf(purchase, sessions, false)
  return {
    order: orderOf(collection?.order),
    payment,
    payable: collection !== undefined,
    paymentSessionId: usable?.id,
    paymentCollectionId: collection?.id,
    paymentId: livePayment(purchase, sessions)?.id,
  }
}

function sessionsOf(collection: Collection | null | undefined): Session[] {
  return (collection?.payment_sessions ?? []).filter((session) => session !== null)
}

/**
 * How the shop says that it is paid. An order whose collection holds no session of ours is paid in another way, or had nothing
 * to pay: a completion can't pass without.
 */
function paymentOf(
  purchase: Purchase,
  sessions: Session[],
  hasOrder: boolean
): ShopState["payment"] {
  const live = sessions.filter(({ payment }) => payment && !payment.canceled_at)
  if (live.some(({ provider_id }) => !isKlarna(provider_id))) return "other"
  const ours = sessions.filter(({ provider_id }) => isKlarna(provider_id))
  if (livePayment(purchase, sessions)) return "klarna"
  if (ours.some(({ status }) => status === "pending_authorization")) return "pending"
  return hasOrder && ours.length === 0 ? "other" : "none"
}

function livePayment(purchase: Purchase, sessions: Session[]) {
  if (!purchase.klarna_order_id) return undefined
  const paid = sessions.find(
    ({ data, payment }) =>
      payment && !payment.canceled_at && data?.klarna_order_id === purchase.klarna_order_id
  )
  return paid?.payment ?? undefined
}

function orderOf(order: z.infer<typeof Order> | null | undefined): ShopState["order"] {
  return order
    ? {
        id: order.id,
        canceled: order.status === OrderStatus.CANCELED,
        created_at: order.created_at,
      }
    : null
}
